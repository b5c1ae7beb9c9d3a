package dev.lido.cli.kubelet;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.NodeStatus;
import io.fabric8.kubernetes.api.model.NodeStatusBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Registers a node and keeps it Ready. */
final class NodeHeartbeat implements AutoCloseable {

  private static final long PERIOD_SECONDS = 10;

  private final KubernetesClient client;
  private final String name;
  private final Instant since = Instant.now().truncatedTo(ChronoUnit.SECONDS);
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("node-heartbeat").factory());

  NodeHeartbeat(KubernetesClient client, String name) {
    this.client = client;
    this.name = name;
  }

  void start() {
    beat();
    ScheduledFuture<?> beats =
        timer.scheduleAtFixedRate(this::beat, PERIOD_SECONDS, PERIOD_SECONDS, TimeUnit.SECONDS);
    Objects.requireNonNull(beats);
  }

  private void beat() {
    Node node = new NodeBuilder().withStatus(status()).build();
    try {
      if (client.nodes().withName(name).get() == null) {
        client.resource(identity()).create();
      }
      client
          .nodes()
          .withName(name)
          .subresource("status")
          .patch(PatchContext.of(PatchType.JSON_MERGE), Serialization.asJson(node));
    } catch (KubernetesClientException away) {
      // The next beat tries again.
    }
  }

  private Node identity() {
    return new NodeBuilder()
        .withNewMetadata()
        .withName(name)
        .addToLabels("kubernetes.io/hostname", name)
        .addToLabels("kubernetes.io/os", System.getProperty("os.name").toLowerCase(Locale.ROOT))
        .addToLabels("kubernetes.io/arch", System.getProperty("os.arch"))
        .endMetadata()
        .build();
  }

  private NodeStatus status() {
    int cpus = Runtime.getRuntime().availableProcessors();
    Map<String, Quantity> capacity =
        Map.of(
            "cpu",
            new Quantity(String.valueOf(cpus)),
            "memory",
            new Quantity("64Gi"),
            "pods",
            new Quantity("10000"));
    return new NodeStatusBuilder()
        .withCapacity(capacity)
        .withAllocatable(capacity)
        .addNewAddress("127.0.0.1", "InternalIP")
        .addNewAddress(name, "Hostname")
        .addNewCondition()
        .withType("Ready")
        .withStatus("True")
        .withReason("KubeletReady")
        .withMessage("the local kubelet runs")
        .withLastTransitionTime(since.toString())
        .withLastHeartbeatTime(Instant.now().truncatedTo(ChronoUnit.SECONDS).toString())
        .endCondition()
        .build();
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
