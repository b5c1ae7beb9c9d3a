package dev.lido.cli.apiserver;

import dev.lido.cli.cluster.PoolResources;
import dev.lido.operator.testing.RealApiServer;
import io.fabric8.kubernetes.client.KubernetesClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.parallel.ResourceLock;

/** A real API server's admission, where one is there: what the embedded one is measured by. */
@ResourceLock("dev.lido.operator.testing.RealApiServer")
class RealAdmissionIT implements AdmissionContract {

  private static KubernetesClient client;
  private static String namespace;

  @BeforeAll
  static void start() {
    RealApiServer server = RealApiServer.shared();
    client = server.client();
    PoolResources.install(client);
    namespace = server.newNamespace();
  }

  @AfterAll
  static void stop() {
    if (client != null) {
      client.close();
    }
  }

  @Override
  public KubernetesClient client() {
    return client;
  }

  @Override
  public String namespace() {
    return namespace;
  }
}
