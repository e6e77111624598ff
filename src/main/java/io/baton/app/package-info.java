/// The wiring: what runs, in which order it starts and stops, and nothing clever.
///
/// ```
/// BatonMain --> BatonApplication --> RunCommand --> Daemon --> VrrpEngine, trackers, notify
/// ```
@NullMarked
package io.baton.app;

import org.jspecify.annotations.NullMarked;
