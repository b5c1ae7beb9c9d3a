package dev.lido.examples.downloads;

import dev.lido.examples.downloads.site.SiteStats;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The example's site, which counts requests, and knows what its images look like. */
final class SiteOrigin implements Origin {

  /** Four times as long as the site takes at most, by default, when it is well. */
  static final Duration TIMEOUT = Duration.ofSeconds(2);

  private static final double NANOS = 1e9;

  private final SiteClient site;
  private final int pages;
  private final int limit;
  private final Duration timeout;
  private final SiteStats before;

  /**
   * Asks the site how it is, so as to tell later what was due to the downloads.
   *
   * @param pages how many pages to download
   * @param limit how many requests the site answers at once
   * @param timeout how long to wait for an answer, before trying again
   * @throws IOException if the site does not answer
   */
  SiteOrigin(SiteClient site, int pages, int limit, Duration timeout)
      throws IOException, InterruptedException {
    this.site = site;
    this.pages = pages;
    this.limit = limit;
    this.timeout = timeout;
    this.before = site.stats();
  }

  @Override
  public List<URI> pages() {
    return site.pages(pages);
  }

  @Override
  public Duration timeout() {
    return timeout;
  }

  @Override
  public Store.Naming naming() {
    return Store.Naming.BY_PATH;
  }

  @Override
  public List<String> check(Store store, List<Download.Stored> images, PrintStream out)
      throws IOException, InterruptedException {
    Map<String, String> checksums = site.checksums();
    List<String> problems = new ArrayList<>();
    for (Download.Stored image : images) {
      String name = image.name();
      if (!store.sha256(name).equals(checksums.get(name))) {
        problems.add(name + ": its SHA-256 is not the site's");
      }
    }
    return problems;
  }

  @Override
  public Verdict conclude(Duration elapsed, int peakSeen) throws IOException, InterruptedException {
    SiteStats after = site.stats();
    List<String> notes = new ArrayList<>();
    long rejected = after.rejected() - before.rejected();
    if (rejected > 0) {
      notes.add("the site rejected " + rejected + " requests beyond its limit");
    }
    notes.add(comparison(elapsed, after.busy().minus(before.busy())));
    return new Verdict(after.peak(), notes);
  }

  private String comparison(Duration elapsed, Duration busy) {
    double best = busy.toNanos() / NANOS / limit;
    return String.format(
        Locale.ROOT,
        "%d at a time allow %.1f s at best: this took %.2f times as long",
        limit,
        best,
        elapsed.toNanos() / NANOS / best);
  }
}
