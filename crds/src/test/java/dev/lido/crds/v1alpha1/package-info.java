/** Makes the CRD manifest from the types, and tests both. */
@NullMarked
package dev.lido.crds.v1alpha1;

import org.jspecify.annotations.NullMarked;
