package dev.lido.worker.child;

import com.google.protobuf.ByteString;
import dev.lido.protocol.task.Task;
import dev.lido.protocol.task.WrappedTask;

/** A closure that a caller sent. */
record ClosureWork(Task<?> task) implements Work {

  @Override
  public String title() {
    String name = WrappedTask.workOf(task).getClass().getName();
    int lambda = name.indexOf("$$Lambda");
    return lambda < 0 ? name : name.substring(0, lambda);
  }

  @Override
  public ByteString run() throws Throwable {
    Object value = task.call();
    return value == null ? ByteString.EMPTY : JavaObjects.writeValue(value);
  }
}
