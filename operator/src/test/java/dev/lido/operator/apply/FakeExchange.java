package dev.lido.operator.apply;

import java.io.IOException;
import java.net.http.HttpClient.Version;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/** A request and its answer, as an HTTP/2 connection sees them. */
final class FakeExchange<T> {

  private final CompletableFuture<HttpResponse<T>> answer = new CompletableFuture<>();
  private final BodyHandler<T> handler;
  private @Nullable BodySubscriber<T> body;
  private boolean ended;

  FakeExchange(BodyHandler<T> handler) {
    this.handler = handler;
  }

  CompletableFuture<HttpResponse<T>> answer() {
    return answer;
  }

  boolean isUnderWay() {
    return !ended && !answer.isCompletedExceptionally();
  }

  /** Answers with headers; the body follows. */
  void begin() {
    body = handler.apply(new Head());
    body.onSubscribe(
        new Subscription() {
          @Override
          public void request(long parts) {}

          @Override
          public void cancel() {
            ended = true;
          }
        });
    answer.complete(null);
  }

  void end() {
    ended = true;
    Objects.requireNonNull(body).onComplete();
  }

  void fail() {
    ended = true;
    IOException lost = new IOException("lost");
    if (body == null) {
      answer.completeExceptionally(lost);
    } else {
      body.onError(lost);
    }
  }

  private record Head() implements ResponseInfo {

    @Override
    public int statusCode() {
      return 200;
    }

    @Override
    public HttpHeaders headers() {
      return HttpHeaders.of(Map.of(), (name, value) -> true);
    }

    @Override
    public Version version() {
      return Version.HTTP_2;
    }
  }
}
