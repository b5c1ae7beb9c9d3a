package dev.lido.operator.health;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.lido.operator.config.BadConfigurationException;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** Answers GET requests over plain HTTP, on threads of its own. It is thread-safe. */
public final class AnswerServer implements AutoCloseable {

  private static final int THREADS = 4;

  private final HttpServer server;
  private final ExecutorService threads;

  private AnswerServer(HttpServer server, Map<String, Supplier<Answer>> answers) {
    this.server = server;
    this.threads =
        Executors.newFixedThreadPool(
            THREADS, Thread.ofPlatform().daemon().name("http-", 0).factory());
    server.setExecutor(threads);
    answers.forEach(
        (path, answer) -> server.createContext(path, exchange -> answer(exchange, path, answer)));
  }

  /**
   * Listens, and answers from {@link #start} on.
   *
   * @param port the port, on all addresses; 0: one that is free
   * @param answers what is answered, by path
   * @throws BadConfigurationException if the port cannot be had
   */
  public static AnswerServer listen(int port, Map<String, Supplier<Answer>> answers) {
    try {
      return new AnswerServer(HttpServer.create(new InetSocketAddress(port), 0), answers);
    } catch (IOException taken) {
      throw new BadConfigurationException(
          "Port %d cannot be listened on (%s): set --http-port to another one, or to 0"
              .formatted(port, taken.getMessage()));
    }
  }

  /** Answers from now on. */
  public void start() {
    server.start();
  }

  private static void answer(HttpExchange exchange, String path, Supplier<Answer> answer)
      throws IOException {
    try (exchange) {
      if (!exchange.getRequestURI().getPath().equals(path)) {
        exchange.sendResponseHeaders(HttpURLConnection.HTTP_NOT_FOUND, -1);
        return;
      }
      Answer given = answer.get();
      byte[] body = given.text().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", given.type());
      exchange.sendResponseHeaders(
          given.good() ? HttpURLConnection.HTTP_OK : HttpURLConnection.HTTP_UNAVAILABLE,
          body.length);
      exchange.getResponseBody().write(body);
    }
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
