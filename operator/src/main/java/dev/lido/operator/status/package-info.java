/** What the operator tells about a pool: its status and conditions. */
@NullMarked
package dev.lido.operator.status;

import org.jspecify.annotations.NullMarked;
