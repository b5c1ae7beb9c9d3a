package dev.lido.worker.health;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** Answers the kubelet over plain HTTP, on platform threads of its own. */
public final class HealthServer implements AutoCloseable {

  private static final int THREADS = 2;

  private final HttpServer server;
  private final ExecutorService threads;

  /**
   * Listens.
   *
   * @param live what {@code /livez} answers
   * @param ready what {@code /readyz} answers
   * @throws IOException if the address cannot be bound
   */
  public HealthServer(InetSocketAddress address, Supplier<Health> live, Supplier<Health> ready)
      throws IOException {
    server = HttpServer.create(address, 0);
    threads =
        Executors.newFixedThreadPool(
            THREADS, Thread.ofPlatform().daemon().name("lido-health-", 0).factory());
    server.setExecutor(threads);
    server.createContext("/livez", exchange -> answer(exchange, live.get()));
    server.createContext("/readyz", exchange -> answer(exchange, ready.get()));
    server.start();
  }

  private static void answer(HttpExchange exchange, Health health) throws IOException {
    byte[] body = (health.text() + "\n").getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
    exchange.sendResponseHeaders(health.good() ? 200 : 503, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  /** Returns the port that it listens on. */
  public int port() {
    return server.getAddress().getPort();
  }

  /** Stops listening. Idempotent. */
  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
