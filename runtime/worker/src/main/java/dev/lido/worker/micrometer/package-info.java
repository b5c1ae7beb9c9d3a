/** Meters of what a worker does, for those who have Micrometer. */
@NullMarked
package dev.lido.worker.micrometer;

import org.jspecify.annotations.NullMarked;
