package dev.lido.examples.downloads;

import dev.lido.client.PoolException;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Downloads the images that pages name, each page in a virtual thread of its own.
 *
 * <p>All pages are asked for at once, and nothing here counts requests: as many run as the pool has
 * slots, and the others wait for a slot, first in first out.
 */
final class DownloadManager {

  private final Fetcher fetcher;
  private final Store store;
  private final Progress progress;

  DownloadManager(Fetcher fetcher, Store store, Progress progress) {
    this.fetcher = fetcher;
    this.store = store;
    this.progress = progress;
  }

  /** Downloads the image of every page; returns what became of each, in their order. */
  List<Download> download(List<URI> pages) throws InterruptedException {
    List<Callable<Download>> downloads = new ArrayList<>();
    for (URI page : pages) {
      int number = downloads.size() + 1;
      downloads.add(() -> download(number, page));
    }
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      return threads.invokeAll(downloads).stream().map(Future::resultNow).toList();
    }
  }

  private Download download(int number, URI page) throws InterruptedException {
    try {
      Fetched fetched = fetcher.fetch(page);
      progress.page();
      Fetched image = fetched.isPage() ? fetcher.fetch(imageOf(fetched)) : fetched;
      String name = store.put(number, image);
      progress.image(image.bytes().length);
      return new Download.Stored(name, image.bytes().length);
    } catch (PoolException | IOException | IllegalArgumentException failure) {
      return new Download.Failed(page + ": " + failure.getMessage());
    }
  }

  private static URI imageOf(Fetched page) throws IOException {
    return Html.image(page.uri(), page.text())
        .orElseThrow(() -> new IOException("the page names no image"));
  }
}
