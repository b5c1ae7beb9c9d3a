/**
 * {@code lido bench pods}: the operator beside kube-controller-manager's ReplicaSet controller, on a
 * real API server.
 */
@NullMarked
package dev.lido.bench.pods;

import org.jspecify.annotations.NullMarked;
