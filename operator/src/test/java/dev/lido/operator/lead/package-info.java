/** Tests of who leads. */
@NullMarked
package dev.lido.operator.lead;

import org.jspecify.annotations.NullMarked;
