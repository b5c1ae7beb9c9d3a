/** {@code lido bench placement}: how fast placement decides, and how well. */
@NullMarked
package dev.lido.bench.placement;

import org.jspecify.annotations.NullMarked;
