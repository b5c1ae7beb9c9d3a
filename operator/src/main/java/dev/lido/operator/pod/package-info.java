/** The shape of the objects that the operator creates, and the marks it leaves on them. */
@NullMarked
package dev.lido.operator.pod;

import org.jspecify.annotations.NullMarked;
