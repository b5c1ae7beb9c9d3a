package dev.lido.worker.child;

import dev.lido.worker.TaskHandler;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** The named tasks of a worker: none until they are loaded. Thread-safe. */
public final class TaskHandlers {

  private volatile Map<String, TaskHandler> byName = Map.of();

  /**
   * Takes the handlers that a class loader's service files name.
   *
   * @throws java.util.ServiceConfigurationError if one cannot be created
   * @throws IllegalArgumentException if two have the same name
   */
  public void load(ClassLoader classLoader) {
    Map<String, TaskHandler> found = new TreeMap<>();
    for (TaskHandler handler : ServiceLoader.load(TaskHandler.class, classLoader)) {
      TaskHandler other = found.put(handler.name(), handler);
      if (other != null) {
        throw new IllegalArgumentException(
            "two handlers are named '%s': %s and %s"
                .formatted(
                    handler.name(), other.getClass().getName(), handler.getClass().getName()));
      }
    }
    byName = found;
  }

  Optional<TaskHandler> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** The names, for people. */
  String names() {
    return byName.isEmpty() ? "none" : String.join(", ", byName.keySet());
  }
}
