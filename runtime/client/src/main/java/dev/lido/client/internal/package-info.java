/** What stands behind the public API; nothing here is for users. */
@NullMarked
package dev.lido.client.internal;

import org.jspecify.annotations.NullMarked;
