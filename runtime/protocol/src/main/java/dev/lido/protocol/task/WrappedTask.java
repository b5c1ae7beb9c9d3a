package dev.lido.protocol.task;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Work that is no {@link Task} by itself, but serializable all the same; what it is for a worker. */
public sealed interface WrappedTask<T extends @Nullable Object> extends Task<T> {

  /** Returns the work that the caller gave. */
  Object work();

  /** A callable. */
  record OfCallable<T extends @Nullable Object>(Callable<T> work) implements WrappedTask<T> {
    private static final long serialVersionUID = 1L;

    @Override
    public T call() throws Exception {
      return work.call();
    }
  }

  /** A runnable, with the value that it has when it has run. */
  record OfRunnable<T extends @Nullable Object>(Runnable work, T value) implements WrappedTask<T> {
    private static final long serialVersionUID = 1L;

    @Override
    public T call() {
      work.run();
      return value;
    }
  }

  /** Returns the work that the caller gave: the task itself, unless it is a wrapped one. */
  static Object workOf(Task<?> task) {
    return task instanceof WrappedTask<?> wrapped ? wrapped.work() : task;
  }
}
