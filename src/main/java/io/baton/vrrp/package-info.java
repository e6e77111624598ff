/// The protocol core: what a virtual router decides. Pure: it reads no clock, no socket, no file,
/// and depends on the JDK alone, so that a whole cluster runs inside one unit test.
///
/// ```
///                      Startup, priority 255
///        +-----------------------------------------------+
///        |                                               v
///  +------------+    Startup, FaultCleared (last)   +----------+
///  | Initialize | --------------------------------> |  Backup  |
///  | (no faults:|                                   |          |
///  |  stopped;  | <-------------------------------- |          |
///  |  faults:   |    Shutdown, FaultRaised          +----------+
///  |  FAULT)    |                                     |      ^
///  +------------+          Active_Down_Timer expires  |      |  better advertisement heard,
///        ^                                            v      |  or woke too late
///        |          Shutdown, FaultRaised           +----------+
///        +----------------------------------------- |  Active  |
///        |          (resigns with priority 0)       +----------+
///        |                                            |  Shutdown, DRAINED, OperatorResigned:
///        |                                            v  resigns with priority 0
///        |     successor heard or bound over        +----------+
///        +----------------------------------------- | Leaving  |
///            (to Backup when an operator had it     +----------+
///             resign; holds its addresses till then)
/// ```
///
/// `VirtualRouter.step(settings, state, input, now) -> (state, actions)` is the way in.
@NullMarked
package io.baton.vrrp;

import org.jspecify.annotations.NullMarked;
