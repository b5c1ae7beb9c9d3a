/** Tests of the worker through its wire. */
@NullMarked
package dev.lido.worker;

import org.jspecify.annotations.NullMarked;
