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
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/** Answers requests when it is told to. */
final class FakeHttpClient extends HttpClient {

  private final List<FakeExchange<?>> exchanges = new CopyOnWriteArrayList<>();
  private boolean refuses;

  int underWay() {
    return (int) exchanges.stream().filter(FakeExchange::isUnderWay).count();
  }

  /** Answers what is under way with headers; bodies follow. */
  void beginAll() {
    underWayNow().forEach(FakeExchange::begin);
  }

  void endAll() {
    underWayNow().forEach(FakeExchange::end);
  }

  void failAll() {
    underWayNow().forEach(FakeExchange::fail);
  }

  private List<FakeExchange<?>> underWayNow() {
    return exchanges.stream().filter(FakeExchange::isUnderWay).toList();
  }

  void refuse(boolean now) {
    refuses = now;
  }

  @Override
  public <T> CompletableFuture<HttpResponse<T>> sendAsync(
      HttpRequest request, BodyHandler<T> handler) {
    if (refuses) {
      throw new IllegalArgumentException("not sent");
    }
    FakeExchange<T> exchange = new FakeExchange<>(handler);
    exchanges.add(exchange);
    return exchange.answer();
  }

  @Override
  public <T> CompletableFuture<HttpResponse<T>> sendAsync(
      HttpRequest request, BodyHandler<T> handler, PushPromiseHandler<T> pushed) {
    return sendAsync(request, handler);
  }

  @Override
  public <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler) throws IOException {
    try {
      return sendAsync(request, handler).join();
    } catch (CompletionException failed) {
      throw new IOException(failed);
    }
  }

  @Override
  public Optional<CookieHandler> cookieHandler() {
    return Optional.empty();
  }

  @Override
  public Optional<Duration> connectTimeout() {
    return Optional.empty();
  }

  @Override
  public Redirect followRedirects() {
    return Redirect.NEVER;
  }

  @Override
  public Optional<ProxySelector> proxy() {
    return Optional.empty();
  }

  @Override
  public SSLContext sslContext() {
    throw new UnsupportedOperationException();
  }

  @Override
  public SSLParameters sslParameters() {
    return new SSLParameters();
  }

  @Override
  public Optional<Authenticator> authenticator() {
    return Optional.empty();
  }

  @Override
  public Version version() {
    return Version.HTTP_2;
  }

  @Override
  public Optional<Executor> executor() {
    return Optional.empty();
  }
}
