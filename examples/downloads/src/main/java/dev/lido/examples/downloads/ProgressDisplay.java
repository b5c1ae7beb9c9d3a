package dev.lido.examples.downloads;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/** Shows progress until it is closed, and sees how much was in flight at most. */
final class ProgressDisplay implements AutoCloseable {

  private static final Duration TICK = Duration.ofMillis(200);
  private static final int TICKS_PER_LINE = 10;
  private static final int BAR_WIDTH = 18;
  private static final int LINE_WIDTH = 79;
  private static final double SMOOTHING = 0.2;

  private final Progress progress;
  private final IntSupplier inFlight;
  private final boolean bar;
  private final PrintStream out;
  private final ScheduledExecutorService ticker =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("progress").daemon().factory());
  private final Future<?> ticking;
  private long ticks;
  private long before;
  private double rate;
  private volatile int peak;

  /**
   * Starts to show progress.
   *
   * @param inFlight tells how many fetches run at the moment
   */
  ProgressDisplay(Progress progress, IntSupplier inFlight, ProgressMode mode, PrintStream out) {
    this.progress = progress;
    this.inFlight = inFlight;
    this.bar = mode.isBar();
    this.out = out;
    ticking =
        ticker.scheduleAtFixedRate(
            this::tick, TICK.toNanos(), TICK.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Returns the most fetches that were seen in flight at once. */
  int peak() {
    return peak;
  }

  /** Shows the end, and stops. */
  @Override
  public void close() {
    ticking.cancel(false);
    ticker.close();
    if (bar) {
      out.println(drawn(line(0)));
    }
  }

  private void tick() {
    int now = inFlight.getAsInt();
    peak = Math.max(peak, now);
    measure();
    ticks++;
    if (bar) {
      out.print(drawn(line(now)));
      out.flush();
    } else if (ticks % TICKS_PER_LINE == 1) {
      out.println(line(now).strip());
    }
  }

  private void measure() {
    long fetches = progress.snapshot().fetches();
    double latest = (fetches - before) * 1e9 / TICK.toNanos();
    rate = ticks == 0 ? latest : rate + SMOOTHING * (latest - rate);
    before = fetches;
  }

  private String line(int now) {
    Progress.Snapshot done = progress.snapshot();
    return String.format(
        Locale.ROOT,
        "%3.0f %%  %d/%d images  %.0f/s  %d in flight  %d failures",
        100 * done.share(),
        done.images(),
        done.total(),
        rate,
        now,
        done.retries());
  }

  /** Returns what writes a line over the one before, which may have been longer. */
  private String drawn(String line) {
    int filled = (int) (progress.snapshot().share() * BAR_WIDTH);
    String done = "[" + "#".repeat(filled) + "-".repeat(BAR_WIDTH - filled) + "] ";
    String all = done + line;
    return "\r" + all + " ".repeat(Math.max(0, LINE_WIDTH - all.length()));
  }
}
