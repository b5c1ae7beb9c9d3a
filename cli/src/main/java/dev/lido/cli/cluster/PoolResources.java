package dev.lido.cli.cluster;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionStatus;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The PoolResource type, in an API server that may not know it yet. */
public final class PoolResources {

  private static final String CRD = "/META-INF/fabric8/poolresources.lido.dev-v1.yml";
  private static final long PATIENCE_SECONDS = 30;

  private PoolResources() {}

  /** Creates the CRD if it is missing, and returns when the API server serves it. */
  public static void install(KubernetesClient client) {
    CustomResourceDefinition crd = read();
    if (client.resource(crd).get() == null) {
      client.resource(crd).create();
    }
    client
        .resource(crd)
        .waitUntilCondition(PoolResources::isEstablished, PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  private static CustomResourceDefinition read() {
    try (InputStream in = PoolResources.class.getResourceAsStream(CRD)) {
      return new KubernetesSerialization()
          .unmarshal(Objects.requireNonNull(in, CRD), CustomResourceDefinition.class);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private static boolean isEstablished(@Nullable CustomResourceDefinition crd) {
    return Optional.ofNullable(crd)
        .map(CustomResourceDefinition::getStatus)
        .map(CustomResourceDefinitionStatus::getConditions)
        .filter(
            conditions ->
                conditions.stream()
                    .anyMatch(
                        c -> c.getType().equals("Established") && c.getStatus().equals("True")))
        .isPresent();
  }
}
