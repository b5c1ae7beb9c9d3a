/** Meters of what a caller does, for those who have Micrometer. */
@NullMarked
package dev.lido.client.micrometer;

import org.jspecify.annotations.NullMarked;
