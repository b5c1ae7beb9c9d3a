/** A whole cluster in this process: API server, operator and local kubelet. */
@NullMarked
package dev.lido.cli.cluster;

import org.jspecify.annotations.NullMarked;
