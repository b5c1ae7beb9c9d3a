/** What a child prints: found by its threads, kept within a bound, and handed on line by line. */
@NullMarked
package dev.lido.protocol.output;

import org.jspecify.annotations.NullMarked;
