/** What the members of a group do together. */
@NullMarked
package dev.lido.client.internal.group;

import org.jspecify.annotations.NullMarked;
