/** Tests of what is told of the operator's health. */
@NullMarked
package dev.lido.operator.health;

import org.jspecify.annotations.NullMarked;
