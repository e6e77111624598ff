/// The kernel: raw sockets, netlink, packet sockets, signals, and the event loop that serves them.
/// The only home of JNA and Netty. Decides nothing; what the kernel refuses is a `LinuxException`.
///
/// ```
/// raw socket --> PacketFilter (in the kernel) --> ReceiveSocket --> Datagram --> engine
/// engine --> LinuxNetwork --> RawChannel         --> raw socket
///                         --> AddressTable       --> NetlinkSocket
///                         --> frames             --> packet socket
/// netlink groups --> LinkMonitor --> KernelLinks --> Link --> engine
/// ```
///
/// Sockets belong to the network namespace of the thread that makes them.
@NullMarked
package io.baton.linux;

import org.jspecify.annotations.NullMarked;
