/** The worker: what runs in a pool pod, as a program of its own or as a library of an application. */
@NullMarked
package dev.lido.worker;

import org.jspecify.annotations.NullMarked;
