/** Puts load on something and measures it; the same code for every subject. */
@NullMarked
package dev.lido.bench.load;

import org.jspecify.annotations.NullMarked;
