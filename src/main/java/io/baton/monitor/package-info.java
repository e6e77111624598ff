/// What operators' tools see: the metrics at `/q/metrics` and the health at `/q/health`. Reads
/// snapshots when it is asked, and keeps nothing but counts of events.
///
/// ```
/// scrape ---> NodeCollector ---+
/// probe ----> LivenessCheck ---+--> Node.snapshot() --> event loop
///             ReadinessCheck --+--> configuration, outbox, orders
/// events ---> EventCounts
/// ```
@NullMarked
package io.baton.monitor;

import org.jspecify.annotations.NullMarked;
