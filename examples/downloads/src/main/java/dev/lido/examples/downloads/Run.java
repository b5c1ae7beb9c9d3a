package dev.lido.examples.downloads;

import dev.lido.client.Pool;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One run of the manager: downloads, checks, and tells how it went. */
final class Run {

  private static final int PROBLEMS_SHOWN = 10;

  private final Origin origin;
  private final Store store;
  private final Progress progress;
  private final ProgressMode mode;
  private final PrintStream out;
  private final PrintStream err;

  /**
   * Prepares a run.
   *
   * @param folder where the images go; it is made, if it is not there
   * @param out gets the progress and the result
   * @param err gets what is wrong
   */
  Run(Origin origin, Path folder, ProgressMode mode, PrintStream out, PrintStream err)
      throws IOException {
    this.origin = origin;
    this.store = new Store(Files.createDirectories(folder).toRealPath(), origin.naming());
    this.progress = new Progress(origin.pages().size());
    this.mode = mode;
    this.out = out;
    this.err = err;
  }

  /** Runs; returns whether every page's image is stored and right. */
  boolean in(Pool pool) throws IOException, InterruptedException {
    var fetcher = new Fetcher(pool, origin.timeout(), progress);
    var display = new ProgressDisplay(progress, () -> pool.stats().inFlight(), mode, out);
    long start = System.nanoTime();
    List<Download> downloads;
    Duration elapsed;
    try (display) {
      downloads = new DownloadManager(fetcher, store, progress).download(origin.pages());
      elapsed = Duration.ofNanos(System.nanoTime() - start);
    }
    return report(downloads, elapsed, origin.conclude(elapsed, display.peak()));
  }

  private boolean report(List<Download> downloads, Duration elapsed, Origin.Verdict verdict)
      throws IOException, InterruptedException {
    List<String> problems = problems(downloads);
    out.println("stored in " + store.folder());
    verdict.notes().forEach(out::println);
    problems.stream().limit(PROBLEMS_SHOWN).forEach(problem -> err.println("error: " + problem));
    if (problems.size() > PROBLEMS_SHOWN) {
      err.printf("error: and %d more%n", problems.size() - PROBLEMS_SHOWN);
    }
    err.flush();
    out.println(result(downloads.size() - problems.size(), elapsed, verdict.peak()));
    return problems.isEmpty();
  }

  private List<String> problems(List<Download> downloads) throws IOException, InterruptedException {
    List<String> problems = new ArrayList<>();
    List<Download.Stored> images = new ArrayList<>();
    for (Download download : downloads) {
      switch (download) {
        case Download.Stored image -> images.add(image);
        case Download.Failed failed -> problems.add(failed.why());
      }
    }
    problems.addAll(origin.check(store, images, out));
    return problems;
  }

  private String result(int right, Duration elapsed, int peak) {
    Progress.Snapshot done = progress.snapshot();
    return String.format(
        Locale.ROOT,
        "%d images, %d bytes, %.1f s, peak in flight %d, %d retries, %d workers",
        right,
        done.bytes(),
        elapsed.toMillis() / 1000.0,
        peak,
        done.retries(),
        done.workers());
  }
}
