package dev.lido.worker.child;

import com.google.protobuf.ByteString;
import dev.lido.protocol.closure.CompactValues;
import dev.lido.protocol.task.Task;
import dev.lido.protocol.task.WrappedTask;

/**
 * A closure that a caller sent.
 *
 * @param compact whether its value goes as a compact one
 */
record ClosureWork(Task<?> task, boolean compact) implements Work {

  private static final ClassValue<String> TITLES =
      new ClassValue<>() {
        @Override
        protected String computeValue(Class<?> type) {
          String name = type.getName();
          int lambda = name.indexOf("$$Lambda");
          return lambda < 0 ? name : name.substring(0, lambda);
        }
      };

  @Override
  public String title() {
    return TITLES.get(WrappedTask.workOf(task).getClass());
  }

  @Override
  public ByteString run() throws Throwable {
    Object value = task.call();
    if (value == null) {
      return ByteString.EMPTY;
    }
    return compact
        ? CompactValues.write(new Object[] {value}, JavaObjects::writeCompact)
        : JavaObjects.writeValue(value);
  }
}
