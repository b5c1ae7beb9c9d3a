/** Which version of a class a process has, so that no worker runs other code than its caller meant. */
@NullMarked
package dev.lido.protocol.code;

import org.jspecify.annotations.NullMarked;
