package dev.lido.operator.observe;

import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/** How the last worker that ended by somebody else's doing did so. */
public final class LastDisruption {

  private LastDisruption() {}

  /** Returns what these workers tell; empty if none ended so. */
  public static Optional<String> of(Collection<Worker> workers) {
    return workers.stream()
        .flatMap(
            worker ->
                worker.end().or(worker::leaving).filter(End::disturbed).stream()
                    .map(end -> Map.entry(worker.id().name(), end)))
        .max(
            Comparator.comparing((Map.Entry<String, End> entry) -> entry.getValue().at())
                .thenComparing(Map.Entry::getKey))
        .map(entry -> entry.getKey() + ": " + text(entry.getValue()));
  }

  private static String text(End end) {
    return end.summary().startsWith(end.kind().word())
        ? end.summary()
        : end.kind().word() + ": " + end.summary();
  }
}
