package dev.lido.e2e;

import static dev.lido.e2e.TestCluster.AWAIT;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class ChangedPoolE2E extends PoolScene {

  @Test
  void shouldFailNoCallInARollingUpdate() {
    Set<String> old = names(cluster.workers());

    cluster.update(TestCluster.IMAGE);
    AWAIT
        .failFast(() -> cluster.serving().size() < REPLICAS)
        .until(() -> names(cluster.workers()).stream().noneMatch(old::contains));
    awaitReplaced(old);

    assertThat(failures()).isEmpty();
  }

  @Test
  void shouldServeOnWhileAnImageDoesNotExist() {
    Set<String> old = names(cluster.workers());

    cluster.update("lido-e2e:does-not-exist");

    AWAIT.until(() -> cluster.reason("Reconciling").equals("ImageUnavailable"));
    Set<String> held = names(cluster.workers());
    caller.settled();
    assertThat(names(cluster.serving())).isEqualTo(old);
    assertThat(names(cluster.workers())).isEqualTo(held);

    cluster.update(TestCluster.IMAGE);

    awaitReplaced(held);
    assertThat(failures()).isEmpty();
  }

  @Test
  void shouldFailNoCallWhenItIsScaled() {
    cluster.scale(1);
    cluster.awaitAtRest(1);
    caller.settled();

    cluster.scale(8);
    cluster.awaitAtRest(8);
    caller.settled();

    cluster.scale(REPLICAS);
    cluster.awaitAtRest(REPLICAS);
    assertThat(failures()).isEmpty();
  }

  @Test
  void shouldFailNoCallWhenItIsSuspendedAndResumed() {
    cluster.patch("{\"suspend\": true}");
    AWAIT.until(() -> cluster.workers().isEmpty());
    Page suspended = caller.page();
    assertThat(cluster.reason("Ready")).isEqualTo("Suspended");

    cluster.patch("{\"suspend\": false}");
    cluster.awaitAtRest(REPLICAS);

    assertThat(caller.settled().succeeded()).isGreaterThan(suspended.succeeded());
    assertThat(failures()).isEmpty();
  }

  @Test
  void shouldFinishAnUpdateWhoseOperatorsAreKilledAndReplaced() {
    Set<String> old = names(cluster.workers());

    cluster.update(TestCluster.IMAGE);
    AWAIT.until(() -> !old.containsAll(names(cluster.workers())));
    Operators.killAll();

    awaitReplaced(old);
    assertThat(failures()).isEmpty();
  }

  @Test
  void shouldFinishAnUpdateWhoseLeaderIsDeleted() {
    Set<String> old = names(cluster.workers());
    AWAIT.until(() -> !Operators.leader().isEmpty());
    String leader = Operators.leader();

    cluster.update(TestCluster.IMAGE);
    AWAIT.until(() -> !old.containsAll(names(cluster.workers())));
    Operators.delete(leader);

    awaitReplaced(old);
    assertThat(Operators.leader()).isNotIn(leader, "");
    assertThat(failures()).isEmpty();
  }
}
