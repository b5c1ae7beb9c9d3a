package dev.lido.operator.lead;

import dev.lido.operator.apply.ApiConnections;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.RequestConfig;
import io.fabric8.kubernetes.client.RequestConfigBuilder;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.net.URI;
import java.time.Duration;
import java.util.function.Consumer;

/** Sends a request only while the fence is open, and lets the API server give it up in time. */
final class FencedWrites implements Interceptor {

  private final Fence fence;

  private FencedWrites(Fence fence) {
    this.fence = fence;
  }

  /**
   * Returns a client that reaches what {@code client} does, whose requests all go through the fence;
   * the caller closes it. It sends none twice: one that failed may be wrong when it is sent again.
   */
  static KubernetesClient client(
      KubernetesClient client, Fence fence, Consumer<HttpClient.Builder> also) {
    RequestConfig once =
        new RequestConfigBuilder(client.getConfiguration().getRequestConfig())
            .withRequestRetryBackoffLimit(0)
            .build();
    return new KubernetesClientBuilder()
        .withConfig(client.getConfiguration())
        .withHttpClientFactory(new ApiConnections())
        .withHttpClientBuilderConsumer(
            http -> {
              http.addOrReplaceInterceptor("lead", new FencedWrites(fence));
              http.tag(once);
              also.accept(http);
            })
        .build();
  }

  /** Called by the thread that waits for the answer, as the last thing before the request is sent. */
  @Override
  public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
    Duration room =
        fence
            .room()
            .orElseThrow(
                () -> new KubernetesClientException("Not sent: this operator may not lead now"));
    builder.uri(within(request.uri(), room));
  }

  private static URI within(URI uri, Duration room) {
    String separator = uri.getRawQuery() == null ? "?" : "&";
    return URI.create(uri + separator + "timeout=" + room.toMillis() + "ms");
  }
}
