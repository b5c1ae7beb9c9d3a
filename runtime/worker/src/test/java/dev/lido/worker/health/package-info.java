/** Tests of what the kubelet asks a worker. */
@NullMarked
package dev.lido.worker.health;

import org.jspecify.annotations.NullMarked;
