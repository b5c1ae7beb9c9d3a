/** What an operator is told when it is started: by flags, and by the environment. */
@NullMarked
package dev.lido.operator.config;

import org.jspecify.annotations.NullMarked;
