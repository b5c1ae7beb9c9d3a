/** Faults from real causes, one at a time. */
@NullMarked
package dev.lido.system.fault;

import org.jspecify.annotations.NullMarked;
