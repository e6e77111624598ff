/// Reads keepalived's configuration language into the one model of `config`. Pure: no file is
/// opened here.
///
/// ```
/// text --> Tokenizer --> BlockReader --> Directives --> GlobalReader --------+
///                        (statements)    (what is not   ScriptReader         +--> ReadConfig
///                                         read yet)     InstanceReader ------+
/// ```
///
/// Nothing is ever silently ignored: every word is read, or answered by a finding.
@NullMarked
package io.baton.keepalived;

import org.jspecify.annotations.NullMarked;
