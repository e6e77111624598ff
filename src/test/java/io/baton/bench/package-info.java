/// Measures Baton and keepalived in turn, in network namespaces of its own: `scripts/bench`.
@NullMarked
package io.baton.bench;

import org.jspecify.annotations.NullMarked;
