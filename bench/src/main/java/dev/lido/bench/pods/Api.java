package dev.lido.bench.pods;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Asks the API server for what the benchmark itself wants of it, and reads no more of the answers
 * than that takes. It is thread-safe.
 */
final class Api {

  private static final int REQUESTS = 32;
  private static final long TIMEOUT_SECONDS = 120;
  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;

  private final KubernetesClient client;
  private final Semaphore inFlight = new Semaphore(REQUESTS);

  Api(KubernetesClient client) {
    this.client = client;
  }

  String get(String path) {
    return ask(builder(path), path);
  }

  void post(String path, String json) {
    ask(builder(path).post("application/json", json), path);
  }

  /** Changes the status of something; what is gone, or was changed meanwhile, stays as it is. */
  void patchStatus(String path, String json) {
    String status = path + "/status";
    ask(builder(status).method("PATCH", "application/merge-patch+json", json), status);
  }

  /** Deletes something, or everything at a path; at once, and nothing with it. */
  void delete(String path) {
    String options =
        "{\"kind\":\"DeleteOptions\",\"apiVersion\":\"v1\",\"gracePeriodSeconds\":0,"
            + "\"propagationPolicy\":\"Background\"}";
    ask(builder(path).delete("application/json", options), path);
  }

  /** Does many requests at a time; returns when all were answered. */
  <T> void each(List<T> inputs, java.util.function.Consumer<T> request) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Function<T, Future<?>> submit = input -> threads.submit(() -> request.accept(input));
      for (Future<?> answer : inputs.stream().map(submit).toList()) {
        answer.get();
      }
    }
  }

  /** Returns the lines of an answer that does not end. */
  InputStream stream(String path) throws IOException {
    HttpResponse<InputStream> response = await(send(builder(path), InputStream.class), path);
    if (!response.isSuccessful()) {
      throw new IOException(path + " was answered with " + response.code());
    }
    return response.body();
  }

  private String ask(HttpRequest.Builder request, String path) {
    inFlight.acquireUninterruptibly();
    try {
      HttpResponse<String> response = await(send(request, String.class), path);
      boolean harmless = Stream.of(NOT_FOUND, CONFLICT).anyMatch(c -> c == response.code());
      if (!response.isSuccessful() && !harmless) {
        throw new IllegalStateException(
            path + " was answered with " + response.code() + ": " + response.body());
      }
      return response.body();
    } finally {
      inFlight.release();
    }
  }

  private HttpRequest.Builder builder(String path) {
    String url = client.getConfiguration().getMasterUrl().replaceAll("/+$", "");
    return client.getHttpClient().newHttpRequestBuilder().uri(URI.create(url + path));
  }

  private <T> CompletableFuture<HttpResponse<T>> send(HttpRequest.Builder request, Class<T> type) {
    return client.getHttpClient().sendAsync(request.build(), type);
  }

  private static <T> T await(CompletableFuture<T> answer, String path) {
    try {
      return answer.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted", interrupted);
    } catch (ExecutionException | java.util.concurrent.TimeoutException failed) {
      throw new IllegalStateException("No answer from " + path, failed);
    }
  }
}
