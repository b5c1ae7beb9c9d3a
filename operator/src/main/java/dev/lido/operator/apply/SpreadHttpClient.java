package dev.lido.operator.apply;

import java.io.IOException;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.PushPromiseHandler;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/**
 * Several clients as one: each has an HTTP/2 connection to the server. A request goes by the first
 * that has little to do; if all have much, by the one that has least. What a connection has to do are
 * the requests whose answers have not ended. It is thread-safe.
 */
final class SpreadHttpClient extends HttpClient {

  static final int CONNECTIONS = 4;

  /** With fewer requests under way another connection would not be worth its handshake. */
  private static final int FEW = 30;

  private final List<Connection> connections;

  private record Connection(HttpClient client, AtomicInteger streams) {

    <T> CompletableFuture<HttpResponse<T>> send(
        BodyHandler<T> handler,
        BiFunction<HttpClient, BodyHandler<T>, CompletableFuture<HttpResponse<T>>> request) {
      OpenStream stream = new OpenStream(streams);
      try {
        return request
            .apply(client, stream.endWithBody(handler))
            .whenComplete(
                (answer, failure) -> {
                  if (failure != null) {
                    stream.end();
                  }
                });
      } catch (RuntimeException notSent) {
        stream.end();
        throw notSent;
      }
    }

    <T> HttpResponse<T> sendAndWait(HttpRequest request, BodyHandler<T> handler)
        throws IOException, InterruptedException {
      OpenStream stream = new OpenStream(streams);
      boolean answered = false;
      try {
        HttpResponse<T> answer = client.send(request, stream.endWithBody(handler));
        answered = true;
        return answer;
      } finally {
        if (!answered) {
          stream.end();
        }
      }
    }
  }

  private SpreadHttpClient(List<Connection> connections) {
    this.connections = connections;
  }

  /** Returns one of clients that are all alike. */
  static SpreadHttpClient of(Supplier<HttpClient> one) {
    return new SpreadHttpClient(
        Stream.generate(() -> new Connection(one.get(), new AtomicInteger()))
            .limit(CONNECTIONS)
            .toList());
  }

  /** Several at once may choose the same one: it then has a few more than it would. */
  private Connection next() {
    Connection least = connections.getFirst();
    for (Connection connection : connections) {
      int streams = connection.streams.get();
      if (streams < FEW) {
        return connection;
      }
      least = streams < least.streams.get() ? connection : least;
    }
    return least;
  }

  private HttpClient first() {
    return connections.getFirst().client;
  }

  @Override
  public <T> CompletableFuture<HttpResponse<T>> sendAsync(
      HttpRequest request, BodyHandler<T> handler) {
    return next().send(handler, (client, counted) -> client.sendAsync(request, counted));
  }

  @Override
  public <T> CompletableFuture<HttpResponse<T>> sendAsync(
      HttpRequest request, BodyHandler<T> handler, @Nullable PushPromiseHandler<T> pushed) {
    return next().send(handler, (client, counted) -> client.sendAsync(request, counted, pushed));
  }

  @Override
  public <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler)
      throws IOException, InterruptedException {
    return next().sendAndWait(request, handler);
  }

  /** A WebSocket has a connection of its own. */
  @Override
  public WebSocket.Builder newWebSocketBuilder() {
    return first().newWebSocketBuilder();
  }

  @Override
  public Optional<CookieHandler> cookieHandler() {
    return first().cookieHandler();
  }

  @Override
  public Optional<Duration> connectTimeout() {
    return first().connectTimeout();
  }

  @Override
  public Redirect followRedirects() {
    return first().followRedirects();
  }

  @Override
  public Optional<ProxySelector> proxy() {
    return first().proxy();
  }

  @Override
  public SSLContext sslContext() {
    return first().sslContext();
  }

  @Override
  public SSLParameters sslParameters() {
    return first().sslParameters();
  }

  @Override
  public Optional<Authenticator> authenticator() {
    return first().authenticator();
  }

  @Override
  public Version version() {
    return first().version();
  }

  @Override
  public Optional<Executor> executor() {
    return first().executor();
  }
}
