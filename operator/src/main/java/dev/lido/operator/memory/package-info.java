/** What may be forgotten, and is when there is too much of it. */
@NullMarked
package dev.lido.operator.memory;

import org.jspecify.annotations.NullMarked;
