/// Bytes to advertisements and back, checksums, and the frames that announce addresses. Pure: never
/// throws on any bytes, needs no settings.
///
/// ```
/// IP packet --> IpHeader --> Datagram --> AdvertisementCodec --> Decoded | Rejected
///                                   \--> HmacTrailer --> HmacPolicy --> Authenticated | ...
/// ```
@NullMarked
package io.baton.wire;

import org.jspecify.annotations.NullMarked;
