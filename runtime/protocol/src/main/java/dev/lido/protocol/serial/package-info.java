/** Java object serialization that does not read just anything. */
@NullMarked
package dev.lido.protocol.serial;

import org.jspecify.annotations.NullMarked;
