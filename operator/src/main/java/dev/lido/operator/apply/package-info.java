/** Performs a plan: the only part that writes pods and services, and talks to workers. */
@NullMarked
package dev.lido.operator.apply;

import org.jspecify.annotations.NullMarked;
