package dev.lido.operator.health;

import java.time.Duration;
import java.util.function.LongSupplier;

/** When the API server last failed to answer as it should. It is thread-safe. */
public final class ApiTrouble {

  private final LongSupplier nanoTime;
  private volatile boolean any;
  private volatile long lastNanos;

  /** Makes one that knows of no trouble. */
  public ApiTrouble(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** Notes that a request failed, was turned away or took long, just now. */
  public void note() {
    lastNanos = nanoTime.getAsLong();
    any = true;
  }

  /** Tells whether there was any in the time until now. */
  public boolean within(Duration time) {
    return any && nanoTime.getAsLong() - lastNanos < time.toNanos();
  }
}
