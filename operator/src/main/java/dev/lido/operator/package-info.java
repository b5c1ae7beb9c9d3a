/** The operator: keeps the workers of every pool as its PoolResource declares them. */
@NullMarked
package dev.lido.operator;

import org.jspecify.annotations.NullMarked;
