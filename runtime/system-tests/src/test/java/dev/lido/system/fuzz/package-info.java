/** Frames and bytes that make no sense. */
@NullMarked
package dev.lido.system.fuzz;

import org.jspecify.annotations.NullMarked;
