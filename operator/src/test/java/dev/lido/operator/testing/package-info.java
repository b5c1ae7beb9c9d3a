/** A real API server for tests, here and in other modules. */
@NullMarked
package dev.lido.operator.testing;

import org.jspecify.annotations.NullMarked;
