/** The end-to-end tests: Lido on a real cluster. */
@NullMarked
package dev.lido.e2e;

import org.jspecify.annotations.NullMarked;
