/** The whole path, from a declared pool to a call's value, on real processes. */
@NullMarked
package dev.lido.cli.path;

import org.jspecify.annotations.NullMarked;
