/** What the operator counts, for Prometheus. */
@NullMarked
package dev.lido.operator.metrics;

import org.jspecify.annotations.NullMarked;
