/** What callers get of workers that they share. */
@NullMarked
package dev.lido.system.sharing;

import org.jspecify.annotations.NullMarked;
