/** What happened to pools and workers, told in Kubernetes Events and in the log. */
@NullMarked
package dev.lido.operator.event;

import org.jspecify.annotations.NullMarked;
