/** Tests of what the operator creates. */
@NullMarked
package dev.lido.operator.pod;

import org.jspecify.annotations.NullMarked;
