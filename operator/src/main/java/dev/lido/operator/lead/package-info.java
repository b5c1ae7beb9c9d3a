/** Which of several operators works, and what keeps the others from it. */
@NullMarked
package dev.lido.operator.lead;

import org.jspecify.annotations.NullMarked;
