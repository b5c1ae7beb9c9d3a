package dev.lido.e2e;

import static dev.lido.e2e.TestCluster.AWAIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Loses a node of the cluster, for good, and so runs last. */
class LostNodeE2E extends PoolScene {

  private static final Optional<String> LOSE =
      Optional.ofNullable(System.getProperty("lido.e2e.lose-node"));

  @Test
  void shouldFailOnlyTheCallsOfWorkersOnALostNode() {
    assumeTrue(
        LOSE.isPresent(),
        "SKIPPED: -Dlido.e2e.lose-node must name a program that stops the node it is given");
    String node = nodeToLose();
    Set<String> victims = names(cluster.servingOn(node));
    long restarts = cluster.restarts();

    Kubectl.program(List.of(LOSE.orElseThrow(), node), "");

    AWAIT
        .timeout(Duration.ofMinutes(5))
        .until(
            () ->
                cluster.serving().size() == REPLICAS
                    && cluster.servingOn(node).isEmpty()
                    && cluster.reason("Ready").equals("WorkersReady"));
    assertThat(failures().keySet())
        .as("calls that ran on the lost node, and no others")
        .isNotEmpty()
        .isSubsetOf(victims.stream().map(PoolScene::lostWith).collect(Collectors.toSet()));
    assertThat(cluster.restarts()).isEqualTo(restarts);
  }

  private String nodeToLose() {
    return cluster.serving().stream()
        .map(pod -> pod.getSpec().getNodeName())
        .filter(node -> !node.equals(caller.node()))
        .findFirst()
        .orElseThrow();
  }
}
