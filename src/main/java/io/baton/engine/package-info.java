/// The shell around the core: turns the world into inputs and actions into effects. Plain Java on
/// one event loop; nothing here blocks, locks, or knows Linux, Vert.x or a clock. The world comes
/// in through ports, which have a real and a simulated implementation.
///
/// ```
/// Datagram --> VrrpEngine.onDatagram --> InstanceRunner.accept --> VirtualRouter.step
/// Link ------> VrrpEngine.onLink ------>        |                        | actions
/// tracker ---> VrrpEngine.onTracker --->        v                        v
///              Loop (deadlines)            EventSink      AdvertChannel, AddressPort
/// ```
@NullMarked
package io.baton.engine;

import org.jspecify.annotations.NullMarked;
