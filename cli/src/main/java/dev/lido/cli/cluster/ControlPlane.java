package dev.lido.cli.cluster;

import dev.lido.cli.kubelet.KubeletOptions;
import dev.lido.cli.kubelet.LocalKubelet;
import dev.lido.operator.LidoOperator;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The operator and a local kubelet, at work on some API server. It is thread-safe. */
public final class ControlPlane implements AutoCloseable {

  private final KubernetesClient client;
  private final LidoOperator operator;
  private final LocalKubelet kubelet;

  /** Makes a control plane, not yet started. */
  public ControlPlane(Config config, ClusterOptions options) {
    this.client = new KubernetesClientBuilder().withConfig(config).build();
    this.operator = new LidoOperator(client);
    this.kubelet =
        new LocalKubelet(
            client,
            new KubeletOptions(
                KubeletOptions.NODE,
                Optional.empty(),
                options.home(),
                options.classpath(),
                options.logs()));
  }

  /** Starts both, and returns when both have read what exists. */
  public void start() {
    CompletableFuture<Void> kubeletStarted =
        CompletableFuture.runAsync(kubelet::start, task -> Thread.ofVirtual().start(task));
    operator.start();
    kubeletStarted.join();
  }

  /** Returns the client that both use. */
  public KubernetesClient client() {
    return client;
  }

  /** Stops both, and kills every worker. Idempotent. */
  @Override
  public void close() {
    kubelet.close();
    operator.close();
    client.close();
  }
}
