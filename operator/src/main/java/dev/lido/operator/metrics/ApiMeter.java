package dev.lido.operator.metrics;

import dev.lido.operator.health.ApiTrouble;
import dev.lido.operator.health.PoolType;
import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;

/** Counts and times the requests to the API server, and notes what its answers tell of it. It is thread-safe. */
public final class ApiMeter implements Interceptor {

  private static final int SWITCHING_PROTOCOLS = 101;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int SERVER_ERROR = 500;
  private static final Duration SLOW = Duration.ofSeconds(2);

  private final MeterRegistry registry;
  private final ApiTrouble trouble;
  private final PoolType pools;

  /** When requests were sent; one that is never answered goes with its object. */
  private final Map<HttpRequest, Long> sentNanos = Collections.synchronizedMap(new WeakHashMap<>());

  /** Makes one; the meters go to {@code registry}. */
  public ApiMeter(MeterRegistry registry, ApiTrouble trouble, PoolType pools) {
    this.registry = registry;
    this.trouble = trouble;
    this.pools = pools;
  }

  /** Called right before the request is sent, with what {@link #after} gets; not for WebSockets. */
  @Override
  public AsyncBody.Consumer<List<ByteBuffer>> consumer(
      AsyncBody.Consumer<List<ByteBuffer>> consumer, HttpRequest request) {
    sentNanos.put(request, System.nanoTime());
    return consumer;
  }

  @Override
  public void after(
      HttpRequest request,
      HttpResponse<?> response,
      AsyncBody.Consumer<List<ByteBuffer>> consumer) {
    ApiRequest asked = ApiRequest.of(request.method(), request.uri());
    Long sent = sentNanos.remove(request);
    if (sent != null && !asked.verb().equals("watch")) {
      time(asked, Duration.ofNanos(System.nanoTime() - sent));
    }
    int code = response.code();
    if (code == TOO_MANY_REQUESTS || code >= SERVER_ERROR) {
      trouble.note();
    }
    if (asked.isOfAll("poolresources")) {
      pools.answered(code);
    }
    count(asked, Integer.toString(code == SWITCHING_PROTOCOLS ? 200 : code));
  }

  @Override
  public void afterConnectionFailure(HttpRequest request, Throwable failure) {
    trouble.note();
    count(ApiRequest.of(request.method(), request.uri()), "none");
  }

  private void time(ApiRequest asked, Duration took) {
    if (took.compareTo(SLOW) > 0) {
      trouble.note();
    }
    Timer.builder("lido.operator.api.latency")
        .description("Requests to the API server, without watches: time until the answer began")
        .tags("verb", asked.verb(), "resource", asked.resource())
        .serviceLevelObjectives(
            Duration.ofMillis(10),
            Duration.ofMillis(50),
            Duration.ofMillis(250),
            Duration.ofSeconds(1),
            Duration.ofSeconds(5))
        .register(registry)
        .record(took);
  }

  private void count(ApiRequest asked, String code) {
    Counter.builder("lido.operator.api.requests")
        .description("Requests to the API server; code none: there was no answer")
        .tags("verb", asked.verb(), "resource", asked.resource(), "code", code)
        .register(registry)
        .increment();
  }
}
