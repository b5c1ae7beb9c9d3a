/** Tests of the site, over its port. */
@NullMarked
package dev.lido.examples.downloads.site;

import org.jspecify.annotations.NullMarked;
