package dev.lido.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lido.crds.v1alpha1.PoolResource;
import dev.lido.operator.apply.ApiConnections;
import dev.lido.operator.testing.AnsweredWrite;
import dev.lido.operator.testing.RealApiServer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.UnaryOperator;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Operators in processes of their own, with no more rights than the manifests give them. */
class StandbyIT {

  private static final Duration LEASE = Duration.ofSeconds(4);

  /** Processes take their time to start on a machine that has much to do. */
  private static final ConditionFactory AWAIT = Cluster.AWAIT.timeout(Duration.ofSeconds(90));

  @TempDir Path folder;

  private Cluster cluster;
  private FakeKubelet kubelet;
  private final List<OperatorProcess> operators = new ArrayList<>();

  @BeforeEach
  void open() {
    cluster = Cluster.open();
    OperatorRoles.grant(cluster, "first", "second", "third");
    kubelet = FakeKubelet.startingAll(cluster);
  }

  @AfterEach
  void close() {
    operators.forEach(OperatorProcess::close);
    for (OperatorProcess operator : operators) {
      assertThat(operator.log()).doesNotContain(RealApiServer.tokenOf(operator.name()));
    }
    assertThat(operators).anyMatch(operator -> operator.log().contains(" DEBUG "));
    if (kubelet != null) {
      kubelet.close();
      cluster.close();
    }
  }

  private OperatorProcess start(String name) {
    OperatorProcess operator = OperatorProcess.start(name, cluster, LEASE, folder);
    operators.add(operator);
    return operator;
  }

  private void awaitLeader(OperatorProcess operator) {
    AWAIT.until(() -> cluster.leader().equals(operator.name()));
  }

  @Test
  void shouldGoOnWhereTheLeaderEnded() {
    OperatorProcess first = start("first");
    awaitLeader(first);
    OperatorProcess second = start("second");
    Instant began = Instant.now();
    cluster.apply("pool", "replicas: 4\n");
    cluster.awaitReady("pool");
    List<String> few = cluster.podUids("pool");
    AWAIT.until(second::standsBy);

    Instant killed = endInTheMiddle(first, "KILL", pool -> scaled(pool, 40));

    awaitLeader(second);
    cluster.awaitReady("pool");
    // Within the lease, and some time for a machine that has much to do.
    assertThat(second.writes().getFirst().received()).isBefore(killed.plus(LEASE).plusSeconds(2));
    List<String> many = cluster.podUids("pool");
    assertThat(many).hasSize(40).containsAll(few);
    // Of what was on its way when the first was killed the audit log may have no outcome.
    assertThat(done("create", began)).isLessThanOrEqualTo(40);
    assertThat(done("delete", began)).isZero();

    OperatorProcess third = start("third");
    AWAIT.until(third::standsBy);
    Instant changed = Instant.now();
    endInTheMiddle(second, "TERM", StandbyIT::changed);

    assertThat(second.awaitEnd()).isEqualTo(128 + 15);
    awaitLeader(third);
    cluster.awaitReady("pool");
    assertThat(cluster.podUids("pool")).hasSize(40).doesNotContainAnyElementsOf(many);
    assertThat(done("create", changed)).isEqualTo(40);
    assertThat(done("delete", changed)).isEqualTo(40);
  }

  /** Changes the pool, and ends the leader as soon as it has done some part of it. */
  private Instant endInTheMiddle(
      OperatorProcess leader, String signal, UnaryOperator<PoolResource> change) {
    List<String> before = cluster.podUids("pool");
    int some = ThreadLocalRandom.current().nextInt(1, 10);
    cluster.edit("pool", change);
    AWAIT
        .pollInterval(Duration.ofMillis(5))
        .until(
            () ->
                cluster.podUids("pool").stream().filter(u -> !before.contains(u)).count() >= some);
    leader.signal(signal);
    return Instant.now();
  }

  private static long done(String verb, Instant since) {
    return RealApiServer.shared().writes().stream()
        .filter(write -> write.accepted() && write.received().isAfter(since))
        .filter(write -> write.resource().equals("pods") && write.verb().equals(verb))
        .count();
  }

  @Test
  void shouldWriteNothingWhenItWasStoppedForLongerThanItsLead() {
    OperatorProcess first = start("first");
    awaitLeader(first);
    OperatorProcess second = start("second");
    AWAIT.until(second::standsBy);

    cluster.apply("pool", "replicas: 400\n");
    AWAIT.pollInterval(Duration.ofMillis(5)).until(() -> !cluster.pods("pool").isEmpty());
    first.signal("STOP");
    assertThat(first.writes()).filteredOn(AnsweredWrite::accepted).isNotEmpty();
    cluster.awaitReady("pool");
    List<String> pods = cluster.podUids("pool");
    Instant resumed = Instant.now();
    first.signal("CONT");

    assertThat(first.awaitEnd()).isEqualTo(1);
    cluster.edit("pool", pool -> scaled(pool, 401));
    cluster.awaitReady("pool");
    assertThat(cluster.podUids("pool")).hasSize(401).containsAll(pods);
    List<AnsweredWrite> late =
        first.writes().stream().filter(w -> !w.received().isBefore(resumed)).toList();
    assertThat(late).noneMatch(AnsweredWrite::accepted);
    // What waited its turn was not sent, only what was being sent when the process was stopped.
    assertThat(late)
        .filteredOn(w -> w.resource().equals("pods"))
        .hasSizeLessThanOrEqualTo(ApiConnections.WRITES);
  }

  private static PoolResource scaled(PoolResource pool, int replicas) {
    pool.getSpec().setReplicas(replicas);
    return pool;
  }

  private static PoolResource changed(PoolResource pool) {
    pool.getSpec().setMaxConcurrency(7);
    return pool;
  }
}
