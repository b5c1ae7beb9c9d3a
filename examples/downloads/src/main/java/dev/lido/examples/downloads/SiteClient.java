package dev.lido.examples.downloads;

import dev.lido.examples.downloads.site.SiteStats;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What the manager asks the site itself, beside the downloads.
 *
 * @param uri where the site is
 */
record SiteClient(URI uri) {

  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  /** Returns the addresses of the first {@code number} pages. */
  List<URI> pages(int number) {
    return IntStream.rangeClosed(1, number)
        .mapToObj(page -> uri.resolve("/pages/" + page + ".html"))
        .toList();
  }

  /** Returns what the site has counted until now. */
  SiteStats stats() throws IOException, InterruptedException {
    return SiteStats.parse(get("/stats"));
  }

  /** Returns the SHA-256 of every image of the site, by its path. */
  Map<String, String> checksums() throws IOException, InterruptedException {
    return get("/checksums")
        .lines()
        .map(line -> line.split(" {2}", 2))
        .collect(Collectors.toMap(parts -> parts[1], parts -> parts[0]));
  }

  private String get(String path) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(uri.resolve(path)).timeout(TIMEOUT).build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new IOException(request.uri() + " was answered with " + response.statusCode());
      }
      return response.body();
    } catch (ConnectException | HttpTimeoutException failure) {
      throw new IOException(uri + " does not answer: is it the site's address?", failure);
    }
  }
}
