/** What the benchmarks' commands share of their flags. */
@NullMarked
package dev.lido.bench.flags;

import org.jspecify.annotations.NullMarked;
