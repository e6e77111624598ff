/// Tests of what operators' tools see.
@NullMarked
package io.baton.monitor;

import org.jspecify.annotations.NullMarked;
