/** Workers and callers as processes that can be driven and broken. */
@NullMarked
package dev.lido.system.process;

import org.jspecify.annotations.NullMarked;
