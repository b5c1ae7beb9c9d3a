/** How both ends write to and read from the stream between a caller and a worker. */
@NullMarked
package dev.lido.protocol.stream;

import org.jspecify.annotations.NullMarked;
