/** Tests of what GitOps tools make of a pool's status. */
@NullMarked
package dev.lido.cli.gitops;

import org.jspecify.annotations.NullMarked;
