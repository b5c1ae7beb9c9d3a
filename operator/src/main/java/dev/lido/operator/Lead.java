package dev.lido.operator;

import dev.lido.operator.OperatorOptions.LeaderElection;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lead among several operators, when this one has it.
 *
 * @param client how it reaches the API server
 * @param election where they agree
 */
record Lead(KubernetesClient client, LeaderElection election) {

  private static final Logger LOGGER = LoggerFactory.getLogger(Lead.class);

  /** Gives the lead up, so that a standby need not wait until the Lease has run out. */
  void release() {
    try {
      Lease lease =
          client.leases().inNamespace(election.namespace()).withName(election.lease()).get();
      if (lease != null && election.identity().equals(lease.getSpec().getHolderIdentity())) {
        lease.getSpec().setHolderIdentity(null);
        // With its resource version: if another has taken the lead meanwhile, it is not touched.
        client.resource(lease).update();
      }
    } catch (KubernetesClientException e) {
      LOGGER.warn("The lead could not be given up; it runs out by itself: {}", e.getMessage());
    }
  }
}
