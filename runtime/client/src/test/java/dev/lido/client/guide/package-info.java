/** The snippets of docs/calling.md, and the test that runs them. */
@NullMarked
package dev.lido.client.guide;

import org.jspecify.annotations.NullMarked;
