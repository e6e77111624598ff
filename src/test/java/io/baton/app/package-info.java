/// Tests of the wiring, with a node that only notes what it is told.
@NullMarked
package io.baton.app;

import org.jspecify.annotations.NullMarked;
