/** Lambdas and values in few bytes: what Java object serialization would say anew each time is said once. */
@NullMarked
package dev.lido.protocol.closure;

import org.jspecify.annotations.NullMarked;
