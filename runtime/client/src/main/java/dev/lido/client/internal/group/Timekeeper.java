package dev.lido.client.internal.group;

import dev.lido.client.internal.call.Background;
import dev.lido.client.internal.call.Call;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Ends the calls whose time is over. One timer serves them all: it is set for the earliest, and most
 * calls end before it rings, at no cost to any of them. Guarded by the group's lock.
 */
final class Timekeeper {

  private final Supplier<List<Call>> open;
  private final Consumer<Call> expire;
  private final Consumer<Runnable> locked;
  private @Nullable Future<?> timer;
  private long rings;

  /**
   * Creates it.
   *
   * @param open the calls that have not ended
   * @param expire ends one whose time is over
   * @param locked does something under the group's lock
   */
  Timekeeper(Supplier<List<Call>> open, Consumer<Call> expire, Consumer<Runnable> locked) {
    this.open = open;
    this.expire = expire;
    this.locked = locked;
  }

  /** Has it look at that time at the latest, as {@link System#nanoTime} has it. */
  void watch(long due) {
    if (timer == null || due - rings < 0) {
      set(due);
    }
  }

  private void set(long due) {
    if (timer != null) {
      timer.cancel(false);
    }
    rings = due;
    long delay = Math.max(0, due - System.nanoTime());
    timer = Background.TIMER.schedule(() -> locked.accept(this::look), delay, TimeUnit.NANOSECONDS);
  }

  /** Looks no more. */
  void close() {
    if (timer != null) {
      timer.cancel(false);
    }
  }

  private void look() {
    timer = null;
    long now = System.nanoTime();
    for (Call call : open.get()) {
      if (call.due() - now <= 0) {
        expire.accept(call);
      } else {
        watch(call.due());
      }
    }
  }
}
