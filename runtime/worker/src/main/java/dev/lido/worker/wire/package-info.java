/** The worker's end of the wire: streams of callers, the control service, and the server of both. */
@NullMarked
package dev.lido.worker.wire;

import org.jspecify.annotations.NullMarked;
