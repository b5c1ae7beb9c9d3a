/** {@code lido dev}: a cluster until Ctrl-C. */
@NullMarked
package dev.lido.cli.dev;

import org.jspecify.annotations.NullMarked;
