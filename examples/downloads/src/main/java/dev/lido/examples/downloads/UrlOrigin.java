package dev.lido.examples.downloads;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Addresses of pages or images, anywhere.
 *
 * @param pages the addresses
 */
record UrlOrigin(List<URI> pages) implements Origin {

  /** Less than the pool's {@code task.timeout}, so that the message says what did not answer. */
  private static final Duration TIMEOUT = Duration.ofSeconds(8);

  private static final Set<String> SCHEMES = Set.of("http", "https");

  UrlOrigin {
    pages = List.copyOf(pages);
  }

  /**
   * Reads addresses from a file: one a line; empty lines, and those that begin with {@code #}, do
   * not count.
   *
   * @throws IllegalArgumentException if there is no such file, it has no address, or a line is none
   */
  static UrlOrigin read(Path file) throws IOException {
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      throw new IllegalArgumentException(file + " cannot be read: name a file of addresses");
    }
    List<URI> pages = new ArrayList<>();
    int number = 0;
    for (String line : Files.readAllLines(file)) {
      number++;
      if (!line.isBlank() && !line.startsWith("#")) {
        pages.add(address(file, number, line.strip()));
      }
    }
    if (pages.isEmpty()) {
      throw new IllegalArgumentException(file + " has no addresses: write one a line");
    }
    return new UrlOrigin(pages);
  }

  private static URI address(Path file, int number, String line) {
    return parse(line)
        .filter(uri -> uri.getHost() != null && SCHEMES.contains(uri.getScheme()))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "%s, line %d: write an address such as https://example.org/page.html"
                        .formatted(file, number)));
  }

  private static Optional<URI> parse(String line) {
    try {
      return Optional.of(new URI(line));
    } catch (URISyntaxException none) {
      return Optional.empty();
    }
  }

  @Override
  public Duration timeout() {
    return TIMEOUT;
  }

  @Override
  public Store.Naming naming() {
    return Store.Naming.BY_NUMBER;
  }

  /** Prints the SHA-256 of every image: there is nothing to compare it with. */
  @Override
  public List<String> check(Store store, List<Download.Stored> images, PrintStream out)
      throws IOException {
    for (Download.Stored image : images) {
      out.println(store.sha256(image.name()) + "  " + image.name());
    }
    return List.of();
  }

  @Override
  public Verdict conclude(Duration elapsed, int peakSeen) {
    return new Verdict(peakSeen, List.of());
  }
}
