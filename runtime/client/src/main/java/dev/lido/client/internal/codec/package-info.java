/** Java object serialization of closures, values and exceptions. */
@NullMarked
package dev.lido.client.internal.codec;

import org.jspecify.annotations.NullMarked;
