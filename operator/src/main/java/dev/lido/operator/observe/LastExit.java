package dev.lido.operator.observe;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** How the last worker that ended by its own doing did so. */
public final class LastExit {

  private LastExit() {}

  /** Returns what these workers, and the histories they carry, tell; empty if none ended. */
  public static Optional<String> of(Collection<Worker> workers) {
    return workers.stream()
        .flatMap(worker -> Stream.concat(ownEnd(worker), earlierEnd(worker)))
        .max(Comparator.comparing(Map.Entry<Instant, String>::getKey))
        .map(Map.Entry::getValue);
  }

  private static Stream<Map.Entry<Instant, String>> ownEnd(Worker worker) {
    return worker.end().stream()
        .filter(end -> end.cause() == End.Cause.OWN)
        .map(end -> Map.entry(end.at(), end.summary()));
  }

  private static Stream<Map.Entry<Instant, String>> earlierEnd(Worker worker) {
    History history = worker.history();
    return history.lastExit().stream()
        .map(
            exit ->
                Map.entry(
                    history.recent().isEmpty() ? Instant.EPOCH : history.recent().getLast().at(),
                    exit));
  }
}
