/**
 * The operator in a simulated cluster: seeded random histories of everything that may go wrong, with
 * rules that hold at every step.
 */
@NullMarked
package dev.lido.operator.simulation;

import org.jspecify.annotations.NullMarked;
