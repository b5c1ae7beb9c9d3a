package dev.lido.examples.downloads;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** The work that is placed in the pool. Nothing here knows of it: this is plain Java. */
final class Fetch {

  /** One client for all children of a worker, which so share its connections. */
  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NORMAL)
          .build();

  /** The name of this worker's pod; or this process, when there is none. */
  private static final String WORKER =
      System.getenv().getOrDefault("LIDO_WORKER", "process " + ProcessHandle.current().pid());

  private Fetch() {}

  /**
   * Fetches what is at an address.
   *
   * @param timeout how long to wait for the answer to begin
   * @throws RefusedException if the site says that trying again does not help
   * @throws IOException if there was no good answer in time
   * @throws InterruptedException if the call was cancelled, or its deadline passed
   */
  static Fetched get(URI uri, Duration timeout) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(uri).timeout(timeout).build();
    HttpResponse<byte[]> response = CLIENT.send(request, HttpResponse.BodyHandlers.ofByteArray());
    check(uri, response.statusCode());
    String type = response.headers().firstValue("Content-Type").orElse("");
    return new Fetched(response.uri(), type, response.body(), WORKER);
  }

  private static void check(URI uri, int status) throws IOException {
    String answer = uri + " was answered with " + status;
    switch (status) {
      case 200 -> {}
      case 408, 429 -> throw new IOException(answer);
      default -> {
        throw status >= 500 ? new IOException(answer) : new RefusedException(answer);
      }
    }
  }
}
