/** One pass over a pool: observe, plan, apply, tell; knows nothing of what calls it. */
@NullMarked
package dev.lido.operator.reconcile;

import org.jspecify.annotations.NullMarked;
