/** What travels from a caller's thread to its child, of those who put something there. */
@NullMarked
package dev.lido.protocol.context;

import org.jspecify.annotations.NullMarked;
