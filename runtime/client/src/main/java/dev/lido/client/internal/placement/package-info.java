/** Decides which worker gets what work, and what waits: pure state, without I/O, clocks or locks. */
@NullMarked
package dev.lido.client.internal.placement;

import org.jspecify.annotations.NullMarked;
