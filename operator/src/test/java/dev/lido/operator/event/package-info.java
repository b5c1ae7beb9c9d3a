/** Tests of what is told. */
@NullMarked
package dev.lido.operator.event;

import org.jspecify.annotations.NullMarked;
