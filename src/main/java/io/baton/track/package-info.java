/// Trackers watch the world and say whether what they watch is well. They know nothing of
/// priorities and instances: what a verdict means for an instance (weight, reverse, fault) is
/// decided where it arrives. Every tracker has a virtual thread of its own; none touches the event
/// loop.
///
/// ```
/// ScriptTracker --> script.Commands --> CommandResult --> ScriptResultMachine --> TrackerResult
/// ```
@NullMarked
package io.baton.track;

import org.jspecify.annotations.NullMarked;
