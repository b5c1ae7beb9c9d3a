/** Tests of who gets a worker's slots. */
@NullMarked
package dev.lido.worker.admission;

import org.jspecify.annotations.NullMarked;
