package dev.lido.operator.lead;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.RequestConfig;
import io.fabric8.kubernetes.client.RequestConfigBuilder;
import java.time.Duration;
import java.util.Optional;

/** The Lease at the API server. Requests are sent once, and are answered soon or not at all. */
final class LeaseStore {

  private final KubernetesClient client;
  private final String namespace;
  private final String name;

  LeaseStore(KubernetesClient client, String namespace, String name, Duration timeout) {
    RequestConfig config =
        new RequestConfigBuilder(client.getConfiguration().getRequestConfig())
            .withRequestRetryBackoffLimit(0)
            .withRequestTimeout(Math.toIntExact(timeout.toMillis()))
            .build();
    this.client = client.newClient(config).adapt(KubernetesClient.class);
    this.namespace = namespace;
    this.name = name;
  }

  Optional<Lease> read() {
    return Optional.ofNullable(client.leases().inNamespace(namespace).withName(name).get());
  }

  /** Creates it; 409 if there is one. */
  Lease create(Lease lease) {
    lease.getMetadata().setNamespace(namespace);
    lease.getMetadata().setName(name);
    return client.resource(lease).create();
  }

  /** Writes it; 409 if it is no longer of its resource version. */
  Lease replace(Lease lease) {
    return client.resource(lease).update();
  }
}
