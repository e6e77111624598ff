/// Runs the programs of the configuration: without a shell, as the right user, in a process group
/// of their own, within a time limit. The only home of `ProcessBuilder`. It decides nothing about
/// VRRP: `track` asks it whether a service is well, `notify` tells programs what happened.
///
/// ```
/// Command --> ScriptSecurity --> refused: CouldNotRun
///                  | program, account (ScriptUsers)
///                  v
///             CommandRunner --> setsid [chrt] [setpriv] program --> CommandResult
///                  | limit or interruption
///                  v
///             Signals (kill of the whole group)
/// ```
@NullMarked
package io.baton.script;

import org.jspecify.annotations.NullMarked;
