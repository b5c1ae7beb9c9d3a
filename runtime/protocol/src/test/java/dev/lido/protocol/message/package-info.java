/** Tests of both ends of the message. */
@NullMarked
package dev.lido.protocol.message;

import org.jspecify.annotations.NullMarked;
