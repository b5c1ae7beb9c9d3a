package dev.lido.cli.apiserver;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The embedded API server's admission. */
class AdmissionTest implements AdmissionContract {

  private static final ApiServer SERVER = new ApiServer(0);
  private static KubernetesClient client;

  @BeforeAll
  static void start() {
    SERVER.start();
    client = new KubernetesClientBuilder().withConfig(SERVER.config()).build();
  }

  @AfterAll
  static void stop() {
    client.close();
    SERVER.close();
  }

  @Override
  public KubernetesClient client() {
    return client;
  }

  @Override
  public String namespace() {
    return "default";
  }
}
