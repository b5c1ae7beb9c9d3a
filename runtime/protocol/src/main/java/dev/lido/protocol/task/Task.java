package dev.lido.protocol.task;

import java.io.Serializable;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * A serializable {@link Callable}: work that can be placed in another process.
 *
 * <p>It is usually written as a lambda, which is then serializable with all it captures. The worker
 * must have the class that the lambda is written in, in the caller's version. A lambda that uses a
 * field or a method of its object captures the object, which must be serializable too.
 *
 * <p>{@link #call} runs on a virtual thread, which is interrupted when the child should end and shows
 * nothing of what ran there before. When it is over the thread may be another task's: nobody should
 * interrupt, unpark or join it then. What it throws, the caller gets as the cause of its own exception.
 *
 * <p>It stands in this module, not in the client's, because a worker needs it and nothing else of
 * the client.
 *
 * @param <T> the type of the value, which must be serializable
 */
@FunctionalInterface
public interface Task<T extends @Nullable Object> extends Callable<T>, Serializable {}
