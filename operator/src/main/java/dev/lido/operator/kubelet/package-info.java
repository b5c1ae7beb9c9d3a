/** What kubelets say, in events, of the containers of workers: which they stop, and whose probes fail. */
@NullMarked
package dev.lido.operator.kubelet;

import org.jspecify.annotations.NullMarked;
