/** Tests of both ends of the stream. */
@NullMarked
package dev.lido.protocol.stream;

import org.jspecify.annotations.NullMarked;
