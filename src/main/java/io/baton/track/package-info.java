/// Trackers watch the world and say whether what they watch is well. They know nothing of
/// priorities and instances: what a verdict means for an instance (weight, reverse, fault) is
/// decided where it arrives. None touches the event loop.
///
/// ```
/// ScriptTracker --> script.Commands --> CommandResult --> VerdictLoop, ScriptResultMachine --+
/// CheckTracker  --> Probing: HTTP, TCP, ping --> Outcome --> the same -----------------------+
/// ProcessWatch  --> kernel's events, /proc --> ProcessTracker, one for each -----------------+
/// FileWatch     --> inotify --> FileNumber --> FileTracker, one for each --------------------+
///                                                                                            |
///                                                                              TrackerResult <
/// ```
@NullMarked
package io.baton.track;

import org.jspecify.annotations.NullMarked;
