package dev.lido.worker.wire;

import dev.lido.protocol.v1.Version;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * For how long nothing has come from one caller. One that is gone without a word is found within
 * {@value #MOST} checks: gRPC's own keepalive allows no check earlier than 10 s.
 */
final class Silence {

  /** The time between two checks, so that what was heard last is at most 4 of them ago. */
  static final Duration PERIOD = Duration.ofSeconds(2);

  private static final int MOST = 3;
  private static final int FIRST_MINOR_THAT_ANSWERS = 2;

  private volatile boolean heard = true;
  private int silentChecks;

  /** What to do about a caller. */
  enum Verdict {
    FINE,
    ASK,
    GONE
  }

  private Silence() {}

  /** Returns what listens to a caller; {@code null}: it is too old to be asked. */
  static @Nullable Silence of(Version caller) {
    return caller.getMinor() >= FIRST_MINOR_THAT_ANSWERS ? new Silence() : null;
  }

  /** Something has come. */
  void heard() {
    if (!heard) {
      heard = true;
    }
  }

  /** Called every {@link #PERIOD}, by one thread. */
  Verdict check() {
    if (heard) {
      heard = false;
      silentChecks = 0;
      return Verdict.FINE;
    }
    silentChecks++;
    return silentChecks < MOST ? Verdict.ASK : Verdict.GONE;
  }

  /** This process did not run for a while, so that nothing could be heard. */
  void forgive() {
    heard = true;
  }
}
