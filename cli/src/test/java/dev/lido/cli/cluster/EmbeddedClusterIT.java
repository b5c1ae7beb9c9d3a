package dev.lido.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real operator, local kubelet and workers on the embedded API server. */
class EmbeddedClusterIT {

  @TempDir private Path directory;
  private EmbeddedCluster cluster;
  private TestPool pool;

  @BeforeEach
  void start() {
    cluster = EmbeddedCluster.start(ClusterOptions.in(directory));
    pool = new TestPool(cluster.client(), "default", "demo");
  }

  @AfterEach
  void stop() {
    cluster.close();
  }

  @Test
  void shouldKeepAPoolAsDeclaredFromItsCreationToItsDeletion() {
    // Given a pool
    pool.create(2).awaitReady(2);
    assertThat(pool.resource().get().getStatus().getCapacity()).isEqualTo(6);

    // When it is scaled up
    pool.resource().scale(4);

    // Then it has more workers
    pool.awaitReady(4);
    List<Long> before = pool.pids();
    assertThat(before).hasSize(4).allMatch(TestPool::isAlive);

    // When a worker is killed
    TestPool.kill(before.getFirst());

    // Then another takes its place
    await().atMost(Duration.ofSeconds(30)).until(() -> !pool.pids().contains(before.getFirst()));
    pool.awaitReady(4);
    assertThat(pool.pids()).containsAll(before.subList(1, 4));

    // When the pool is deleted
    List<Long> last = pool.pids();
    pool.resource().delete();

    // Then nothing is left
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> {
              assertThat(pool.pods()).isEmpty();
              assertThat(pool.client().services().inNamespace("default").list().getItems())
                  .isEmpty();
            });
    assertThat(last).noneMatch(TestPool::isAlive);
  }

  @Test
  void shouldReplaceNothingWhenTheApiServerWasAway() {
    // Given
    pool.create(2).awaitReady(2);
    List<Long> before = pool.pids();

    // When
    cluster.apiServer().stop();
    await().pollDelay(Duration.ofSeconds(3)).until(() -> true);
    cluster.apiServer().start();

    // Then it still does its work, with the same workers
    pool.resource().scale(4);
    pool.awaitReady(4);
    assertThat(pool.pids()).containsAll(before);
  }

  @Test
  void shouldLeaveNoProcessBehindWhenItIsClosed() {
    // Given
    List<Long> pids = pool.create(2).awaitReady(2).pids();

    // When
    cluster.close();

    // Then
    await().untilAsserted(() -> assertThat(pids).noneMatch(TestPool::isAlive));
  }
}
