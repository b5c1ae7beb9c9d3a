/** The embedded API server: fabric8's mock server in CRUD mode, with what it lacks of a real one. */
@NullMarked
package dev.lido.cli.apiserver;

import org.jspecify.annotations.NullMarked;
