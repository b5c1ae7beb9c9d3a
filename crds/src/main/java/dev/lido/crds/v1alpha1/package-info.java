/** The {@code PoolResource} custom resource, {@code lido.dev/v1alpha1}: what users declare. */
@NullMarked
package dev.lido.crds.v1alpha1;

import org.jspecify.annotations.NullMarked;
