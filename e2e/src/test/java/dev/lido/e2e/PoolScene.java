package dev.lido.e2e;

import static dev.lido.e2e.TestCluster.AWAIT;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** A pool at rest, called all the time: what each test begins with. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class PoolScene {

  static final int REPLICAS = 3;

  TestCluster cluster;
  Caller caller;
  Page before;

  @BeforeAll
  void install() {
    cluster = TestCluster.open(Nodes.ready().getFirst());
    caller = new Caller(cluster);
    cluster.awaitAtRest(REPLICAS);
    AWAIT.ignoreExceptions().until(() -> caller.page().succeeded() > 0);
  }

  @BeforeEach
  void settle() {
    cluster.awaitAtRest(REPLICAS);
    before = caller.settled();
  }

  @AfterAll
  void remove() {
    if (cluster != null) {
      cluster.close();
    }
  }

  /** Returns the calls that failed in this test, by exception and worker. */
  Map<String, Long> failures() {
    Page after = caller.settled();
    assertThat(after.addsUp()).as("each call is accounted for: %s", after).isTrue();
    Map<String, Long> failures = after.failuresSince(before);
    System.out.println("of " + (after.started() - before.started()) + " calls failed: " + failures);
    return failures;
  }

  /** Names what calls may fail with that ran on a worker that died. */
  static String lostWith(String worker) {
    return "WorkerLostException@" + worker;
  }

  static Set<String> names(Collection<Pod> pods) {
    return pods.stream().map(pod -> pod.getMetadata().getName()).collect(Collectors.toSet());
  }

  String anyWorker() {
    return cluster.serving().getFirst().getMetadata().getName();
  }

  /** Waits until the pool is at rest again, without a worker that it had. */
  void awaitReplaced(Collection<String> workers) {
    AWAIT.until(() -> names(cluster.workers()).stream().noneMatch(workers::contains));
    cluster.awaitAtRest(REPLICAS);
  }
}
