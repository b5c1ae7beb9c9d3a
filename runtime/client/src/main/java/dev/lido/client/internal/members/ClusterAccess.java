package dev.lido.client.internal.members;

import dev.lido.client.FailureContext;
import dev.lido.client.PoolConnectException;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Finds the API server, and asks whether it is there. */
public final class ClusterAccess {

  private static final String MEND =
      "set KUBECONFIG to a kubeconfig file (`lido dev` prints one), or run in a pod with a service"
          + " account";

  private ClusterAccess() {}

  /**
   * Makes a client with the credentials that are there.
   *
   * @throws PoolConnectException if there are none
   */
  public static KubernetesClient client(Duration connectTimeout) {
    checkThereIsAConfig();
    try {
      Config config =
          new ConfigBuilder(Config.autoConfigure(null))
              .withConnectionTimeout((int) Math.min(connectTimeout.toMillis(), Integer.MAX_VALUE))
              .withRequestRetryBackoffLimit(0)
              .build();
      return new KubernetesClientBuilder().withConfig(config).build();
    } catch (RuntimeException unreadable) {
      throw failure(
          "the Kubernetes configuration in %s cannot be read: %s"
              .formatted(
                  String.join(" and ", Config.getKubeconfigFilenames()),
                  String.valueOf(rootOf(unreadable).getMessage()).lines().findFirst().orElse("")),
          unreadable);
    }
  }

  private static void checkThereIsAConfig() {
    boolean master =
        isSet(System.getenv("KUBERNETES_MASTER"))
            || isSet(System.getProperty(Config.KUBERNETES_MASTER_SYSTEM_PROPERTY));
    boolean inCluster =
        isSet(System.getenv("KUBERNETES_SERVICE_HOST"))
            && Files.exists(Path.of(Config.KUBERNETES_SERVICE_ACCOUNT_TOKEN_PATH));
    Collection<String> files = Config.getKubeconfigFilenames();
    if (!master && !inCluster && files.stream().noneMatch(file -> Files.exists(Path.of(file)))) {
      throw failure(
          "no Kubernetes configuration: there is no file %s, and this is no pod"
              .formatted(String.join(" or ", files)),
          null);
    }
  }

  private static boolean isSet(@Nullable String value) {
    return value != null && !value.isBlank();
  }

  /**
   * Asks the API server for a sign of life; any answer will do.
   *
   * @throws PoolConnectException if there is none in time
   */
  public static void check(KubernetesClient client, Duration connectTimeout) {
    CompletableFuture<Void> answer = new CompletableFuture<>();
    Thread asking = Thread.ofVirtual().start(() -> ask(client, answer));
    try {
      answer.get(connectTimeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException failed) {
      throw unreachable(client, String.valueOf(rootOf(failed)), failed.getCause());
    } catch (TimeoutException silent) {
      asking.interrupt();
      throw unreachable(client, "no answer in " + connectTimeout.toMillis() + " ms", null);
    } catch (InterruptedException interrupted) {
      asking.interrupt();
      Thread.currentThread().interrupt();
      throw unreachable(client, "the thread was interrupted", interrupted);
    }
  }

  private static void ask(KubernetesClient client, CompletableFuture<Void> answer) {
    try {
      String unused = client.raw("/version");
      answer.complete(null);
    } catch (KubernetesClientException failure) {
      if (failure.getCode() > 0) {
        answer.complete(null);
      } else {
        answer.completeExceptionally(failure);
      }
    } catch (RuntimeException failure) {
      answer.completeExceptionally(failure);
    }
  }

  private static Throwable rootOf(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }

  private static PoolConnectException unreachable(
      KubernetesClient client, String why, @Nullable Throwable cause) {
    return failure(
        "the API server %s does not answer (%s): start it".formatted(client.getMasterUrl(), why)
            + ", or",
        cause);
  }

  private static PoolConnectException failure(String what, @Nullable Throwable cause) {
    String joint = what.endsWith(", or") ? " " : "; ";
    return new PoolConnectException(what + joint + MEND, cause, FailureContext.unplaced(""));
  }
}
