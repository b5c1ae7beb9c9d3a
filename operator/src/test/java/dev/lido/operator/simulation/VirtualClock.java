package dev.lido.operator.simulation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/** The one clock of a history: it goes on only when told. */
final class VirtualClock implements InstantSource {

  static final Instant BEGIN = Instant.parse("2030-01-01T00:00:00Z");

  private Instant now = BEGIN;

  @Override
  public Instant instant() {
    return now;
  }

  void advance(Duration time) {
    now = now.plus(time);
  }

  void advanceTo(Instant time) {
    now = time.isAfter(now) ? time : now;
  }

  /** Returns the time as Kubernetes writes it: whole seconds. */
  String written() {
    return now.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
