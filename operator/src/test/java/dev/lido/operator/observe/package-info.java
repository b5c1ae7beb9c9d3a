/** Tests of what the operator sees. */
@NullMarked
package dev.lido.operator.observe;

import org.jspecify.annotations.NullMarked;
