/** What a CRD demands of its objects: defaults, structural schema, and rules in CEL. */
@NullMarked
package dev.lido.cli.apiserver.admission;

import org.jspecify.annotations.NullMarked;
