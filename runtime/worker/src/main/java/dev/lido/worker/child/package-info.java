/** Children: reading their work, running it, interrupting it, and telling how it ended. */
@NullMarked
package dev.lido.worker.child;

import org.jspecify.annotations.NullMarked;
