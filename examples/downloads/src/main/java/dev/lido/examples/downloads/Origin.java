package dev.lido.examples.downloads;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** Where the pages come from, and how to tell that their images arrived whole. */
sealed interface Origin permits SiteOrigin, UrlOrigin {

  /** Returns the addresses of the pages. */
  List<URI> pages();

  /** Returns how long to wait for an answer, before trying again. */
  Duration timeout();

  /** Returns how to call the images. */
  Store.Naming naming();

  /**
   * Checks the stored images.
   *
   * @param out gets what is to be told of images that cannot be checked
   * @return a line for each that is wrong
   */
  List<String> check(Store store, List<Download.Stored> images, PrintStream out)
      throws IOException, InterruptedException;

  /**
   * Says how the downloads went.
   *
   * @param elapsed how long they took
   * @param peakSeen the most fetches that the manager saw in flight
   */
  Verdict conclude(Duration elapsed, int peakSeen) throws IOException, InterruptedException;

  /**
   * How the downloads went.
   *
   * @param peak the most fetches that were in flight at once
   * @param notes lines to print
   */
  record Verdict(int peak, List<String> notes) {

    /** Copies the notes. */
    public Verdict {
      notes = List.copyOf(notes);
    }
  }
}
