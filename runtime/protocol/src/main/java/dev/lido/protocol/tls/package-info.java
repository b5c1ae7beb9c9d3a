/** How both ends of the wire know each other: mutual TLS from PEM files, or plaintext by name. */
@NullMarked
package dev.lido.protocol.tls;

import org.jspecify.annotations.NullMarked;
