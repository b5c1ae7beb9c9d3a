/** Pools as executors. */
@NullMarked
package dev.lido.client.internal.executor;

import org.jspecify.annotations.NullMarked;
