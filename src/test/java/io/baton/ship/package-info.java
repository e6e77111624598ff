/// What Baton is delivered in: manifests, units and packages, judged as those who read them do.
@NullMarked
package io.baton.ship;

import org.jspecify.annotations.NullMarked;
