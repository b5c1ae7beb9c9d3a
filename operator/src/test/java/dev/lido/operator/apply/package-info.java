/** Tests of what carries plans out. */
@NullMarked
package dev.lido.operator.apply;

import org.jspecify.annotations.NullMarked;
