/// The command line. Checks files offline; nothing here runs the engine.
@NullMarked
package io.baton.cli;

import org.jspecify.annotations.NullMarked;
