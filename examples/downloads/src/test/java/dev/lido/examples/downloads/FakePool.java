package dev.lido.examples.downloads;

import dev.lido.client.FailureContext;
import dev.lido.client.Phase;
import dev.lido.client.Pool;
import dev.lido.client.TaskFailedException;
import dev.lido.client.WorkerLostException;
import dev.lido.protocol.task.Task;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A pool that runs each closure where it is called, and may lose workers. */
final class FakePool {

  private static final FailureContext RUNNING =
      new FailureContext("test/downloads", 0, "worker", Phase.RUNNING, false);

  private final List<Task<?>> tasks = new CopyOnWriteArrayList<>();
  private final AtomicInteger losses = new AtomicInteger();

  /** Lets the next calls end with {@link WorkerLostException}. */
  FakePool loseNext(int calls) {
    losses.set(calls);
    return this;
  }

  /** Returns the closures that were called until now. */
  List<Task<?>> tasks() {
    return tasks;
  }

  Pool pool() {
    return (Pool)
        Proxy.newProxyInstance(
            Pool.class.getClassLoader(),
            new Class<?>[] {Pool.class},
            (proxy, method, arguments) -> run((Task<?>) arguments[0]));
  }

  private Object run(Task<?> task) {
    tasks.add(task);
    if (losses.getAndDecrement() > 0) {
      throw new WorkerLostException("worker lost", null, RUNNING);
    }
    try {
      return task.call();
    } catch (Exception failure) {
      throw new TaskFailedException(failure.toString(), failure, RUNNING);
    }
  }
}
