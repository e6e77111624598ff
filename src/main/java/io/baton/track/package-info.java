/// Trackers watch the world and say whether what they watch is well. They know nothing of
/// priorities and instances: what a verdict means for an instance (weight, reverse, fault) is
/// decided where it arrives. None touches the event loop.
///
/// ```
/// ScriptTracker --> script.Commands --> CommandResult --+
/// CheckTracker  --> Probing (HTTP, TCP, ping) -> Outcome -> VerdictLoop, ScriptResultMachine --+
/// kernel's events --> ProcessWatch, /proc --> ProcessTracker (one for each) ------------------+--> TrackerResult
/// inotify (FolderWatch) --> FileWatch --> FileNumber --> FileTracker (one for each) ----------+
/// ```
@NullMarked
package io.baton.track;

import org.jspecify.annotations.NullMarked;
