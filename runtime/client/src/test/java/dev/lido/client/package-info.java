/** Tests of the client through its public surface. */
@NullMarked
package dev.lido.client;

import org.jspecify.annotations.NullMarked;
