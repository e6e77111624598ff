/// Events as the world sees them: CloudEvents, the durable history, and the outbox that delivers
/// them to destinations at least once.
///
/// ```
/// engine.EngineEvent --> CloudEvents --> EventLog (disk) --> Outbox --> one Destination each
///                                                       +--> history, stream
/// ```
///
/// An event is on the disk before the first destination sees it. Destinations know nothing of each
/// other: each has a thread, a position and dead letters of its own.
@NullMarked
package io.baton.event;

import org.jspecify.annotations.NullMarked;
