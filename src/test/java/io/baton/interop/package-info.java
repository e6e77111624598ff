/// Baton as it is shipped, on hosts made of network namespaces, against the real keepalived.
@NullMarked
package io.baton.interop;

import org.jspecify.annotations.NullMarked;
