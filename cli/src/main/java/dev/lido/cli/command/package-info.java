/** What the subcommands have in common. */
@NullMarked
package dev.lido.cli.command;

import org.jspecify.annotations.NullMarked;
