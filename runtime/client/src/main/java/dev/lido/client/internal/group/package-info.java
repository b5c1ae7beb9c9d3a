/** A pool's group as one caller sees it: members, connections, calls. */
@NullMarked
package dev.lido.client.internal.group;

import org.jspecify.annotations.NullMarked;
