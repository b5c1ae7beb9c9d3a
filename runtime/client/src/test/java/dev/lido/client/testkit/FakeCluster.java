package dev.lido.client.testkit;

import dev.lido.crds.v1alpha1.PoolNames;
import dev.lido.crds.v1alpha1.PoolResource;
import dev.lido.crds.v1alpha1.PoolSpec;
import dev.lido.worker.Worker;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.CustomResourceDefinitionContext;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import java.net.InetAddress;
import java.util.HashMap;

/** An API server that keeps what it is given. */
public final class FakeCluster implements AutoCloseable {

  private final KubernetesMockServer server;

  /** Starts it; port 0: any. */
  public FakeCluster(int port) {
    server =
        new KubernetesMockServer(
            new Context(),
            new MockWebServer(),
            new HashMap<>(),
            new KubernetesCrudDispatcher(),
            false);
    server.init(InetAddress.getLoopbackAddress(), port);
    server.expectCustomResource(
        CustomResourceDefinitionContext.fromCustomResourceType(PoolResource.class));
  }

  public int port() {
    return server.getPort();
  }

  public KubernetesClient client() {
    return server.createClient();
  }

  /** Returns what a file says that names this API server. */
  public String kubeconfig() {
    return """
    apiVersion: v1
    kind: Config
    current-context: fake
    contexts: [{name: fake, context: {cluster: fake, user: nobody, namespace: default}}]
    clusters: [{name: fake, cluster: {server: "http://127.0.0.1:%d"}}]
    users: [{name: nobody, user: {}}]
    """
        .formatted(port());
  }

  /** Declares the pool of {@link TestWorkers#POOL}. */
  public void declare(int partitions) {
    declare(TestWorkers.POOL.name(), partitions);
  }

  /** Declares a pool in the namespace of {@link TestWorkers#POOL}. */
  public void declare(String name, int partitions) {
    PoolResource pool = new PoolResource();
    pool.getMetadata().setName(name);
    pool.getMetadata().setNamespace(TestWorkers.POOL.namespace());
    PoolSpec spec = new PoolSpec();
    spec.setPartitions(partitions);
    pool.setSpec(spec);
    try (KubernetesClient client = client()) {
      client.resource(pool).create();
    }
  }

  /** Lists a worker, in an EndpointSlice of its own. */
  public void list(Worker worker, boolean ready) {
    list(worker.port(), worker.healthPort(), ready);
  }

  /** Lists the worker at these ports, in an EndpointSlice of its own. */
  public void list(int port, int healthPort, boolean ready) {
    list(TestWorkers.POOL.name(), port, healthPort, ready);
  }

  /** Lists a worker of a pool, in an EndpointSlice of its own. */
  public void list(String pool, int port, int healthPort, boolean ready) {
    EndpointSlice slice =
        new EndpointSliceBuilder()
            .withNewMetadata()
            .withName("slice-" + port)
            .withNamespace(TestWorkers.POOL.namespace())
            .addToLabels("kubernetes.io/service-name", PoolNames.service(pool))
            .endMetadata()
            .withAddressType("IPv4")
            .addNewEndpoint()
            .withAddresses("127.0.0.1")
            .withNewConditions()
            .withReady(ready)
            .endConditions()
            .endEndpoint()
            .addNewPort()
            .withName("lido-health")
            .withPort(healthPort)
            .endPort()
            .addNewPort()
            .withName("lido")
            .withPort(port)
            .endPort()
            .build();
    try (KubernetesClient client = client()) {
      client.resource(slice).create();
    }
  }

  @Override
  public void close() {
    server.destroy();
  }
}
