/** Tests of what the operator tells. */
@NullMarked
package dev.lido.operator.status;

import org.jspecify.annotations.NullMarked;
