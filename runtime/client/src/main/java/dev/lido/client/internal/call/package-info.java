/** The calls of a pool: what is sent, how their callers wait, and how they end. */
@NullMarked
package dev.lido.client.internal.call;

import org.jspecify.annotations.NullMarked;
