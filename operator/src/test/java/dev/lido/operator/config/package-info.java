/** Tests of what an operator is told. */
@NullMarked
package dev.lido.operator.config;

import org.jspecify.annotations.NullMarked;
