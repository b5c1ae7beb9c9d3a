/** Tests of placement without any worker. */
@NullMarked
package dev.lido.client.internal.placement;

import org.jspecify.annotations.NullMarked;
