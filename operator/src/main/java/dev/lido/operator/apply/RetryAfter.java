package dev.lido.operator.apply;

import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Holds the answer of an API server that is overloaded back for as long as it asks to be left alone:
 * whoever waits for it asks nothing meanwhile. The client's own retries read that header, and do not
 * heed it. It is thread-safe.
 */
public final class RetryAfter implements Interceptor {

  /** Less than the time after which the client gives a request up. */
  private static final long MOST_SECONDS = 5;

  /** Makes one. */
  public RetryAfter() {}

  @Override
  public CompletableFuture<Boolean> afterFailure(
      BasicBuilder builder, HttpResponse<?> response, RequestTags tags) {
    long seconds = Math.min(seconds(response), MOST_SECONDS);
    return seconds == 0
        ? CompletableFuture.completedFuture(false)
        : CompletableFuture.supplyAsync(
            () -> false, CompletableFuture.delayedExecutor(seconds, TimeUnit.SECONDS));
  }

  private static long seconds(HttpResponse<?> response) {
    return Optional.ofNullable(response.header("Retry-After"))
        .filter(text -> text.matches("[0-9]{1,9}"))
        .map(Long::parseLong)
        .orElse(0L);
  }
}
