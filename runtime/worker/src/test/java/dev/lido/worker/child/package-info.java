/** Tests of what is known of children. */
@NullMarked
package dev.lido.worker.child;

import org.jspecify.annotations.NullMarked;
