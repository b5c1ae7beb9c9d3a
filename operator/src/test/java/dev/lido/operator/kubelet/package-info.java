/** Tests of what is made of what kubelets say. */
@NullMarked
package dev.lido.operator.kubelet;

import org.jspecify.annotations.NullMarked;
