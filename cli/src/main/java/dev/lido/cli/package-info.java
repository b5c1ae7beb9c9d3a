/** The {@code lido} command. */
@NullMarked
package dev.lido.cli;

import org.jspecify.annotations.NullMarked;
