/** Whether the operator lives and is ready, told over HTTP. */
@NullMarked
package dev.lido.operator.health;

import org.jspecify.annotations.NullMarked;
