package dev.lido.worker.child;

import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** Finds out who ends the JVM. */
final class Exits {

  private Exits() {}

  /** Returns who waits in {@code System.exit}, as whoever has called it does until the JVM ends. */
  static Optional<String> culprit(Collection<Child> children) {
    return children.stream()
        .filter(child -> exits(child.stack()))
        .findAny()
        .map(
            child ->
                "child %d (%s) of %s called System.exit"
                    .formatted(child.number(), child.title(), child.caller()))
        .or(Exits::thread);
  }

  private static Optional<String> thread() {
    return Thread.getAllStackTraces().entrySet().stream()
        .filter(thread -> exits(thread.getValue()))
        .findAny()
        .map(Map.Entry::getKey)
        .map(thread -> "thread '%s' called System.exit".formatted(thread.getName()));
  }

  private static boolean exits(StackTraceElement[] stack) {
    return Arrays.stream(stack)
        .anyMatch(
            frame ->
                frame.getClassName().equals("java.lang.Runtime")
                    && frame.getMethodName().equals("exit"));
  }
}
