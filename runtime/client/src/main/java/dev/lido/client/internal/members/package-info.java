/** Where a pool's settings and the addresses of its workers come from. */
@NullMarked
package dev.lido.client.internal.members;

import org.jspecify.annotations.NullMarked;
