package dev.lido.examples.downloads.site;

import static java.util.concurrent.CompletableFuture.supplyAsync;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionException;

/**
 * A real web site on the loopback address.
 *
 * <ul>
 *   <li>{@code /pages/<n>.html} is a page that names its image, {@code /images/<n>.png}. Both take
 *       their time; some requests fail, some hang; a retry helps.
 *   <li>A request beyond the limit is answered with 503, at once.
 *   <li>{@code /checksums} lists the SHA-256 of every image, as {@code sha256sum} does; {@code
 *       /stats} is what the site has counted, in JSON. These two are always well, and not counted.
 * </ul>
 *
 * <p>It runs on one event loop, which alone touches its state; delays are timers. {@link #uri} and
 * {@link #close} are thread-safe.
 */
public final class Site implements AutoCloseable {

  private final SiteOptions options;
  private final Content content;
  private final Turnstile turnstile;
  private final Map<String, Integer> attempts = new HashMap<>();
  private final Vertx vertx = Vertx.vertx(vertxOptions());
  private final Future<String> checksums;
  private final int port;

  private Site(SiteOptions options) {
    this.options = options;
    this.content = new Content(options.pages(), options.seed());
    this.turnstile = new Turnstile(options.limit(), System::nanoTime);
    this.port = listen();
    this.checksums = Future.fromCompletionStage(supplyAsync(content::checksums));
  }

  /**
   * Starts a site, which listens when this returns.
   *
   * @throws IllegalStateException if it cannot listen on its port
   */
  public static Site start(SiteOptions options) {
    return new Site(options);
  }

  /** Returns the address of the site. */
  public URI uri() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** Stops the site; open requests are cut. Closing again does nothing. */
  @Override
  public void close() {
    await(vertx.close());
  }

  private int listen() {
    var server =
        vertx.createHttpServer(
            new HttpServerOptions()
                .setHost("127.0.0.1")
                .setPort(options.port())
                .setAcceptBacklog(1024)
                .setHttp2ClearTextEnabled(false));
    try {
      return await(server.requestHandler(this::route).listen().map(HttpServer::actualPort));
    } catch (CompletionException failure) {
      await(vertx.close());
      throw new IllegalStateException(
          "cannot listen on port %d (%s): free it, or choose another with --port"
              .formatted(options.port(), failure.getMessage()),
          failure);
    }
  }

  private void route(HttpServerRequest request) {
    String path = Objects.requireNonNullElse(request.path(), "");
    switch (path) {
      case "/stats" -> json(request, turnstile.stats().toJson());
      case "/checksums" -> checksums.onSuccess(request.response()::end);
      default -> visit(request, path);
    }
  }

  private static void json(HttpServerRequest request, String body) {
    request.response().putHeader("Content-Type", "application/json").end(body);
  }

  private void visit(HttpServerRequest request, String path) {
    Optional<Content.Item> item = content.at(path);
    if (item.isEmpty()) {
      request.response().setStatusCode(404).end("There is no " + path + "\n");
    } else if (!turnstile.enter()) {
      String refusal = "At most %d requests at once: try again\n".formatted(options.limit());
      request.response().setStatusCode(503).end(refusal);
    } else {
      Fate fate = Fate.of(options, path, attempts.merge(path, 1, Integer::sum));
      new Visit(request, item.get(), fate, turnstile, System.nanoTime()).start(vertx);
    }
  }

  private static VertxOptions vertxOptions() {
    return new VertxOptions()
        .setEventLoopPoolSize(1)
        .setWorkerPoolSize(1)
        .setInternalBlockingPoolSize(1)
        .setFileSystemOptions(
            new FileSystemOptions()
                .setFileCachingEnabled(false)
                .setClassPathResolvingEnabled(false));
  }

  private static <T> T await(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().join();
  }
}
