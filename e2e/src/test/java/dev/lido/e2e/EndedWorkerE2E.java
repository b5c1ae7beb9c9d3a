package dev.lido.e2e;

import static dev.lido.e2e.TestCluster.AWAIT;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class EndedWorkerE2E extends PoolScene {

  @Test
  void shouldFailOnlyTheCallsOfAWorkerThatIsKilled() {
    String victim = anyWorker();
    long restarts = cluster.restarts();

    caller.kill(victim);

    awaitReplaced(Set.of(victim));
    assertThat(failures().keySet()).isSubsetOf(lostWith(victim));
    assertThat(cluster.restarts()).isEqualTo(restarts + 1);
    assertThat(cluster.histories()).anyMatch(history -> history.contains("137"));
    cluster.awaitEvent("WorkerKilled", victim);
  }

  @Test
  void shouldFailOnlyTheCallsOfAWorkerWithoutMemory() {
    long restarts = cluster.restarts();

    String failure = caller.hog(TestCluster.POOL);

    assertThat(failure).startsWith(lostWith(""));
    awaitReplaced(Set.of(failure.substring(lostWith("").length())));
    assertThat(failures().keySet()).isSubsetOf(failure);
    assertThat(cluster.restarts()).isEqualTo(restarts + 1);
    assertThat(cluster.histories()).anyMatch(history -> history.contains("OOMKilled"));
    cluster.awaitEvent("WorkerOutOfMemory", failure.substring(lostWith("").length()));
  }

  @Test
  void shouldFailNoCallWhenAPodIsDeleted() {
    String victim = anyWorker();
    long restarts = cluster.restarts();

    cluster.kubectl("delete", "pod", victim);

    awaitReplaced(Set.of(victim));
    assertThat(failures()).isEmpty();
    assertThat(cluster.restarts()).isEqualTo(restarts);
    cluster.awaitEvent("WorkerDeleted", victim);
  }

  @Test
  void shouldFailNoCallWhenANodeIsDrainedWithinTheDisruptionBudget() {
    AWAIT.until(() -> cluster.budget().getDisruptionsAllowed() == 1);
    assertThat(cluster.budget().getExpectedPods()).isEqualTo(REPLICAS);
    String node = cluster.serving().getFirst().getSpec().getNodeName();
    Set<String> victims = names(cluster.servingOn(node));
    long restarts = cluster.restarts();

    try {
      Nodes.drain(node);

      awaitReplaced(victims);
    } finally {
      Nodes.uncordon(node);
    }
    assertThat(failures()).isEmpty();
    assertThat(cluster.restarts()).isEqualTo(restarts);
    assertThat(cluster.servingOn(node)).isEmpty();
    cluster.awaitEvent("WorkerEvicted", "Eviction API: evicting");
  }
}
