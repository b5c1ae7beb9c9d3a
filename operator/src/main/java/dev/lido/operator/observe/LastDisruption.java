package dev.lido.operator.observe;

import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** How the last worker that ended by somebody else's doing did so. */
public final class LastDisruption {

  private LastDisruption() {}

  /** Returns what these workers tell; empty if none ended so. */
  public static Optional<String> of(Collection<Worker> workers) {
    Set<String> succeeded =
        workers.stream().map(worker -> worker.id().predecessor()).collect(Collectors.toSet());
    return workers.stream()
        .filter(worker -> !isCleanedUp(worker, succeeded))
        .flatMap(
            worker ->
                worker.end().or(worker::leaving).filter(End::disturbed).stream()
                    .map(end -> Map.entry(worker.id().name(), end)))
        .max(
            Comparator.comparing((Map.Entry<String, End> entry) -> entry.getValue().at())
                .thenComparing(Map.Entry::getKey))
        .map(entry -> entry.getKey() + ": " + text(entry.getValue()));
  }

  /** It ended, has a successor, and is deleted for that: however it ended, that was told before. */
  private static boolean isCleanedUp(Worker worker, Set<String> succeeded) {
    return worker.vanishing()
        && worker.end().filter(end -> end.kind() == End.Kind.DELETED).isPresent()
        && succeeded.contains(worker.id().uid());
  }

  private static String text(End end) {
    return end.summary().startsWith(end.kind().word())
        ? end.summary()
        : end.kind().word() + ": " + end.summary();
  }
}
