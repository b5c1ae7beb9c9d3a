/** Tests of lambdas and values in few bytes. */
@NullMarked
package dev.lido.protocol.closure;

import org.jspecify.annotations.NullMarked;
