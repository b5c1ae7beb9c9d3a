/** {@code lido demo}: the example that shows the whole product at work. */
@NullMarked
package dev.lido.cli.demo;

import org.jspecify.annotations.NullMarked;
