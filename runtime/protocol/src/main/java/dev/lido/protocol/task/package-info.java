/** What a caller's code and a worker have in common: the work itself. */
@NullMarked
package dev.lido.protocol.task;

import org.jspecify.annotations.NullMarked;
