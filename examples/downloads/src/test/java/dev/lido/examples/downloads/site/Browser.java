package dev.lido.examples.downloads.site;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Asks a site, as any client of it would. */
final class Browser implements AutoCloseable {

  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Site site;

  Browser(Site site) {
    this.site = site;
  }

  CompletableFuture<HttpResponse<byte[]>> start(String path) {
    return client.sendAsync(request(path, TIMEOUT), HttpResponse.BodyHandlers.ofByteArray());
  }

  HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
    return get(path, TIMEOUT);
  }

  HttpResponse<byte[]> get(String path, Duration timeout) throws IOException, InterruptedException {
    return client.send(request(path, timeout), HttpResponse.BodyHandlers.ofByteArray());
  }

  String text(String path) throws IOException, InterruptedException {
    return client.send(request(path, TIMEOUT), HttpResponse.BodyHandlers.ofString()).body();
  }

  SiteStats stats() throws IOException, InterruptedException {
    return SiteStats.parse(text("/stats"));
  }

  private HttpRequest request(String path, Duration timeout) {
    return HttpRequest.newBuilder(site.uri().resolve(path)).timeout(timeout).build();
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
