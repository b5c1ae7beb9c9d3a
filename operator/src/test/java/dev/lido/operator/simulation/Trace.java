package dev.lido.operator.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** What happened in a history, line by line, for people; kept only on demand. */
final class Trace {

  private final VirtualClock clock;
  private final boolean kept;
  private final List<String> lines = new ArrayList<>();

  Trace(VirtualClock clock, boolean kept) {
    this.clock = clock;
    this.kept = kept;
  }

  void say(Supplier<String> what) {
    if (kept) {
      long millis = Duration.between(VirtualClock.BEGIN, clock.instant()).toMillis();
      lines.add(String.format("%10.3f  %s", millis / 1000.0, what.get()));
    }
  }

  String text() {
    return String.join("\n", lines);
  }
}
