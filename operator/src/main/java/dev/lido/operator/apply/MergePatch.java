package dev.lido.operator.apply;

import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Merge patches in one request; the client's own read the object first, for nothing. */
final class MergePatch {

  private MergePatch() {}

  /**
   * Sends a patch, and returns the object as it is then.
   *
   * @throws KubernetesClientException if the API server refused, or did not answer
   */
  static String send(KubernetesClient client, String path, String patch) {
    String server = client.getConfiguration().getMasterUrl();
    URI uri = URI.create(server.endsWith("/") ? server + path.substring(1) : server + path);
    HttpRequest request =
        client
            .getHttpClient()
            .newHttpRequestBuilder()
            .uri(uri)
            .method("PATCH", "application/merge-patch+json", patch)
            .build();
    HttpResponse<String> answer =
        await(
            client.getHttpClient().sendAsync(request, String.class),
            client.getConfiguration().getRequestTimeout(),
            path);
    if (!answer.isSuccessful()) {
      throw refused(client, answer);
    }
    return answer.body();
  }

  private static <T> T await(CompletableFuture<T> answer, int timeoutMillis, String path) {
    try {
      return timeoutMillis > 0 ? answer.get(timeoutMillis, TimeUnit.MILLISECONDS) : answer.get();
    } catch (InterruptedException interrupted) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw KubernetesClientException.launderThrowable(interrupted);
    } catch (TimeoutException late) {
      answer.cancel(true);
      throw new KubernetesClientException(
          "PATCH " + path + " was not answered within " + timeoutMillis + " ms", late);
    } catch (ExecutionException failed) {
      Throwable cause = failed.getCause() == null ? failed : failed.getCause();
      throw cause instanceof IOException
          ? new KubernetesClientException("PATCH " + path + ": " + cause.getMessage(), cause)
          : KubernetesClientException.launderThrowable(cause);
    }
  }

  private static KubernetesClientException refused(
      KubernetesClient client, HttpResponse<String> answer) {
    Status status = status(client, answer.body());
    String message =
        status != null && status.getMessage() != null ? status.getMessage() : answer.message();
    return new KubernetesClientException(String.valueOf(message), answer.code(), status);
  }

  private static @Nullable Status status(KubernetesClient client, String body) {
    try {
      return client.getKubernetesSerialization().unmarshal(body, Status.class);
    } catch (RuntimeException noStatus) {
      return null;
    }
  }
}
