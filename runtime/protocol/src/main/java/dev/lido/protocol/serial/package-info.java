/** Java object serialization: what it must not read, and what to say of that which it cannot write. */
@NullMarked
package dev.lido.protocol.serial;

import org.jspecify.annotations.NullMarked;
