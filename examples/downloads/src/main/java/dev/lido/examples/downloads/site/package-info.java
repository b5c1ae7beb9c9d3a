/** A web site to download from, which allows so many requests at once and is not always well. */
@NullMarked
package dev.lido.examples.downloads.site;

import org.jspecify.annotations.NullMarked;
