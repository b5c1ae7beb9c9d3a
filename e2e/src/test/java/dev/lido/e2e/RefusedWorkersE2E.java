package dev.lido.e2e;

import static dev.lido.e2e.TestCluster.AWAIT;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Pools whose workers cannot be: no API server knows so before it is asked for them. */
class RefusedWorkersE2E {

  private static final String POOL =
      """
      apiVersion: lido.dev/v1alpha1
      kind: PoolResource
      metadata: {name: refused}
      spec:
        template:
          spec:
            serviceAccountName: $ACCOUNT
            containers: [{name: worker, image: 'lido-e2e-no-such-image:1', imagePullPolicy: Never}]
      """;

  private final String namespace = "lido-e2e-" + Long.toString(System.nanoTime(), 36);

  @BeforeEach
  void install() {
    Operators.install();
    Kubectl.run("create", "namespace", namespace);
  }

  @AfterEach
  void remove() {
    Kubectl.run("delete", "namespace", namespace, "--wait=false");
  }

  @Test
  void shouldTellOfAServiceAccountThatIsMissing() {
    Kubectl.apply(namespace, POOL.replace("$ACCOUNT", "nobody"));

    AWAIT.until(() -> ready("reason").equals("ApiServerRefused"));
    assertThat(ready("message")).contains("403", "serviceaccount \"nobody\" not found");
  }

  @Test
  void shouldTellOfAnImageThatIsMissing() {
    Kubectl.apply(namespace, POOL.replace("$ACCOUNT", "default"));

    AWAIT.until(() -> ready("reason").equals("ImageUnavailable"));
    assertThat(ready("message")).contains("ErrImageNeverPull", "lido-e2e-no-such-image:1");
  }

  private String ready(String field) {
    String path = "jsonpath={.status.conditions[?(@.type=='Ready')]." + field + "}";
    return Kubectl.run("-n", namespace, "get", "pool", "refused", "-o", path);
  }
}
