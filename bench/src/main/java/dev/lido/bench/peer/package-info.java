/** The subjects of the measurements: what a call is in each of them, and their servers. */
@NullMarked
package dev.lido.bench.peer;

import org.jspecify.annotations.NullMarked;
