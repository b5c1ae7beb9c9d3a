/** Processes of the benchmark, which are told what to do by lines on their standard input. */
@NullMarked
package dev.lido.bench.process;

import org.jspecify.annotations.NullMarked;
