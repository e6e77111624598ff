/// Tells the world about transitions. Every handler takes events from the engine without blocking
/// it and works on threads of its own; a slow or failing one disturbs neither the engine nor
/// another handler.
///
/// ```
/// engine.StateEvent -+-> NotifyScripts --> one lane per instance --> script.Commands
///                    +-> Fifos --> one queue and writer per named pipe
/// event.Outbox --> Destinations --> one lane per webhook, mail server, Kafka topic
/// ```
@NullMarked
package io.baton.notify;

import org.jspecify.annotations.NullMarked;
