@NullMarked
package dev.lido.protocol.serial;

import org.jspecify.annotations.NullMarked;
