package dev.lido.e2e;

import dev.lido.crds.v1alpha1.PoolNames;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.util.List;

/** The nodes of the cluster. */
final class Nodes {

  private Nodes() {}

  /** Returns those that are ready and take pods. */
  static List<String> ready() {
    try (KubernetesClient client = new KubernetesClientBuilder().build()) {
      return client.nodes().list().getItems().stream()
          .filter(Readiness::isNodeReady)
          .filter(node -> !Boolean.TRUE.equals(node.getSpec().getUnschedulable()))
          .map(node -> node.getMetadata().getName())
          .toList();
    }
  }

  /** Evicts the workers of a node, and keeps new pods off it. */
  static void drain(String node) {
    Kubectl.run(
        "drain",
        node,
        "--pod-selector=" + PoolNames.selector(TestCluster.POOL),
        "--ignore-daemonsets",
        "--delete-emptydir-data",
        "--timeout=2m");
  }

  static void uncordon(String node) {
    Kubectl.run("uncordon", node);
  }
}
