/** The {@code lido bench} command: measurements side by side with what people would use instead. */
@NullMarked
package dev.lido.bench;

import org.jspecify.annotations.NullMarked;
