package dev.lido.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lido.crds.v1alpha1.PoolNames;
import dev.lido.operator.testing.RealApiServer;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real operator, local kubelet and workers on a real API server, where it is there. */
class RealApiServerIT {

  @TempDir private Path directory;
  private RealApiServer server;
  private KubernetesClient client;
  private ControlPlane controlPlane;
  private TestPool pool;

  @BeforeEach
  void start() {
    server = RealApiServer.shared();
    client = server.client();
    controlPlane = new ControlPlane(server.config(), ClusterOptions.in(directory));
    PoolResources.install(client);
    controlPlane.start();
    pool = new TestPool(client, server.newNamespace(), "demo");
  }

  @AfterEach
  void stop() {
    if (controlPlane != null) {
      controlPlane.close();
      client.close();
    }
  }

  @Test
  void shouldKeepAPoolAsDeclaredFromItsCreationToItsDeletion() {
    // Given a pool
    pool.create(2).awaitReady(2);
    await().untilAsserted(() -> assertThat(readyEndpoints()).hasSize(2));

    // When it is scaled up
    pool.resource().scale(4);

    // Then it has more workers
    pool.awaitReady(4);
    List<Long> before = pool.pids();

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
    await().atMost(Duration.ofSeconds(30)).until(() -> pool.pods().isEmpty());
    await().untilAsserted(() -> assertThat(readyEndpoints()).isEmpty());
    assertThat(last).noneMatch(TestPool::isAlive);
  }

  private List<Endpoint> readyEndpoints() {
    return client
        .resources(EndpointSlice.class)
        .inNamespace(pool.namespace())
        .withLabel("kubernetes.io/service-name", PoolNames.service(pool.name()))
        .list()
        .getItems()
        .stream()
        .map(EndpointSlice::getEndpoints)
        .flatMap(List::stream)
        .filter(endpoint -> endpoint.getConditions().getReady())
        .toList();
  }
}
