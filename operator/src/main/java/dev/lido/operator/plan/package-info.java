/** What has to be done about a view: a pure function of the view and the time. */
@NullMarked
package dev.lido.operator.plan;

import org.jspecify.annotations.NullMarked;
