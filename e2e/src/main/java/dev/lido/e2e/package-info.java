/** The caller of the end-to-end tests, and what it runs in a pool. */
@NullMarked
package dev.lido.e2e;

import org.jspecify.annotations.NullMarked;
