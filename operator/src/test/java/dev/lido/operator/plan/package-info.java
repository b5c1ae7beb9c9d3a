/** Tests of the plan. */
@NullMarked
package dev.lido.operator.plan;

import org.jspecify.annotations.NullMarked;
