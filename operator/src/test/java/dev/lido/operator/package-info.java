/** Tests of the operator. */
@NullMarked
package dev.lido.operator;

import org.jspecify.annotations.NullMarked;
