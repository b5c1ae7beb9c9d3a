/** Workers, members and gates for tests. */
@NullMarked
package dev.lido.client.testkit;

import org.jspecify.annotations.NullMarked;
