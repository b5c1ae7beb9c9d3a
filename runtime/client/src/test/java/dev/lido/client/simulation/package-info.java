/** The real placement of callers and workers, driven in virtual time. */
@NullMarked
package dev.lido.client.simulation;

import org.jspecify.annotations.NullMarked;
