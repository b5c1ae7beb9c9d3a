/** Tests of the download manager, with the pool and the site in this process. */
@NullMarked
package dev.lido.examples.downloads;

import org.jspecify.annotations.NullMarked;
