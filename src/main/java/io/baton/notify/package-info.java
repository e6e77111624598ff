/// Tells the world about transitions. Every handler takes events from the engine without blocking
/// it and works on threads of its own; a slow or failing one disturbs neither the engine nor
/// another handler.
///
/// ```
/// engine.TransitionEvent --> NotifyScripts --> one lane per instance --> script.Commands
/// ```
@NullMarked
package io.baton.notify;

import org.jspecify.annotations.NullMarked;
