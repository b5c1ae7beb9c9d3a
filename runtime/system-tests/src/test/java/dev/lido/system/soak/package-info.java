/** Random faults of all kinds, and an account of every call. */
@NullMarked
package dev.lido.system.soak;

import org.jspecify.annotations.NullMarked;
