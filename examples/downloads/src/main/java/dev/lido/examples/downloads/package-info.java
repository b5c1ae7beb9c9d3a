/** A download manager whose pool keeps it from asking a site for more than it allows. */
@NullMarked
package dev.lido.examples.downloads;

import org.jspecify.annotations.NullMarked;
