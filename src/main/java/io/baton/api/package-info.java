/// The REST API: resources under `/api/v1`, and the shapes they answer with.
@NullMarked
package io.baton.api;

import org.jspecify.annotations.NullMarked;
