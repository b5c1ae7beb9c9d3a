package dev.lido.operator.apply;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
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

/**
 * Writes that cost no more than they have to. The client's own merge patch reads the object first,
 * and both make an object of an answer of which nobody wants more than the version.
 */
public final class LeanWrite {

  /** So that the API server sends no spec back; those that do not know it send everything. */
  private static final String METADATA_ONLY =
      "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1,application/json";

  private static final JsonFactory JSON = new JsonFactory();

  private LeanWrite() {}

  /**
   * Creates an object, and returns its version.
   *
   * @throws KubernetesClientException if the API server refused, or did not answer
   */
  public static String create(KubernetesClient client, String path, String object) {
    return send(client, "POST", "application/json", path, object);
  }

  /**
   * Sends a merge patch, and returns the version of the object as it is then.
   *
   * @throws KubernetesClientException if the API server refused, or did not answer
   */
  public static String patch(KubernetesClient client, String path, String patch) {
    return send(client, "PATCH", "application/merge-patch+json", path, patch);
  }

  private static String send(
      KubernetesClient client, String method, String type, String path, String body) {
    String server = client.getConfiguration().getMasterUrl();
    URI uri = URI.create(server.endsWith("/") ? server + path.substring(1) : server + path);
    HttpRequest request =
        client
            .getHttpClient()
            .newHttpRequestBuilder()
            .uri(uri)
            .header("Accept", METADATA_ONLY)
            .method(method, type, body)
            .build();
    HttpResponse<String> answer =
        await(
            client.getHttpClient().sendAsync(request, String.class),
            client.getConfiguration().getRequestTimeout(),
            method + " " + path);
    if (!answer.isSuccessful()) {
      throw refused(client, answer);
    }
    return version(answer.body());
  }

  /** Reads no further than to the version, which comes early. */
  private static String version(String object) {
    try (JsonParser json = JSON.createParser(object)) {
      int depth = 0;
      for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
        depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        if (depth == 2 && "resourceVersion".equals(json.currentName())) {
          return json.nextTextValue();
        }
      }
    } catch (IOException broken) {
      throw new KubernetesClientException("The answer is no object: " + object, broken);
    }
    throw new KubernetesClientException("The answer has no version: " + object);
  }

  private static <T> T await(CompletableFuture<T> answer, int timeoutMillis, String request) {
    try {
      return timeoutMillis > 0 ? answer.get(timeoutMillis, TimeUnit.MILLISECONDS) : answer.get();
    } catch (InterruptedException interrupted) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw KubernetesClientException.launderThrowable(interrupted);
    } catch (TimeoutException late) {
      answer.cancel(true);
      throw new KubernetesClientException(
          request + " was not answered within " + timeoutMillis + " ms", late);
    } catch (ExecutionException failed) {
      Throwable cause = failed.getCause() == null ? failed : failed.getCause();
      throw cause instanceof IOException
          ? new KubernetesClientException(request + ": " + cause.getMessage(), cause)
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
