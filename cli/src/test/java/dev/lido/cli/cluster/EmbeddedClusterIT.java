package dev.lido.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
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
  void shouldLeaveNoProcessBehindWhenItIsClosed() {
    // Given
    List<Long> pids = pool.create(2).awaitReady(2).pids();

    // When
    cluster.close();

    // Then
    await().untilAsserted(() -> assertThat(pids).noneMatch(TestPool::isAlive));
  }
}
