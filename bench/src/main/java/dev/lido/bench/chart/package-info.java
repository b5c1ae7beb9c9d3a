/** Charts of what was measured, as SVG. */
@NullMarked
package dev.lido.bench.chart;

import org.jspecify.annotations.NullMarked;
