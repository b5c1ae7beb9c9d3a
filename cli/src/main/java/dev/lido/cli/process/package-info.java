/** Processes of the operating system that never outlive this one. */
@NullMarked
package dev.lido.cli.process;

import org.jspecify.annotations.NullMarked;
