package dev.lido.protocol.task;

import java.io.Serializable;

/**
 * A serializable {@link Runnable}: work without a value that can be placed in another process.
 *
 * <p>See {@link Task} for what is sent of it.
 */
@FunctionalInterface
public interface Action extends Runnable, Serializable {}
