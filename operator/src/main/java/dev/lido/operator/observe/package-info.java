/** What the operator sees of a pool: an immutable view, read from the API server's objects. */
@NullMarked
package dev.lido.operator.observe;

import org.jspecify.annotations.NullMarked;
