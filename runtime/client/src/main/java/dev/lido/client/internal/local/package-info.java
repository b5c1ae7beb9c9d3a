/** Workers within this process, for pools of unit tests. */
@NullMarked
package dev.lido.client.internal.local;

import org.jspecify.annotations.NullMarked;
