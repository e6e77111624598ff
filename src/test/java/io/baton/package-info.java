/// The tests of the shape of the code: which package may use which, sizes, and words.
@NullMarked
package io.baton;

import org.jspecify.annotations.NullMarked;
