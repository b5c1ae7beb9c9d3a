/** Commands on pools: apply, get, tree, scale, delete. */
@NullMarked
package dev.lido.cli.pools;

import org.jspecify.annotations.NullMarked;
