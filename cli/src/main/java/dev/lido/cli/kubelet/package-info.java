/** The local kubelet: runs pods as processes of this machine, and keeps what belongs to them. */
@NullMarked
package dev.lido.cli.kubelet;

import org.jspecify.annotations.NullMarked;
