/** Connections to workers over gRPC. */
@NullMarked
package dev.lido.client.internal.stream;

import org.jspecify.annotations.NullMarked;
