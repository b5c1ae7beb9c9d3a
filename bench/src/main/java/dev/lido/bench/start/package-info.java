/** {@code lido bench start}: how soon worker processes serve, and what they take when idle. */
@NullMarked
package dev.lido.bench.start;

import org.jspecify.annotations.NullMarked;
