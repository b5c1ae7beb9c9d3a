package dev.lido.protocol.task;

import java.io.Serializable;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * A serializable {@link Callable}: work that can be placed in another process.
 *
 * <p>It is usually written as a lambda, which is then serializable with all it captures. The worker
 * must have the class that the lambda is written in.
 *
 * <p>It stands in this module, not in the client's, because a worker needs it and nothing else of
 * the client.
 *
 * @param <T> the type of the value, which must be serializable
 */
@FunctionalInterface
public interface Task<T extends @Nullable Object> extends Callable<T>, Serializable {}
