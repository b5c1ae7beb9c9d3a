package dev.lido.operator.simulation;

import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.ServiceSpec;
import io.fabric8.kubernetes.api.model.ServiceSpecBuilder;
import java.util.List;
import java.util.Map;

/** Changes of Services. */
final class Services {

  private Services() {}

  /** Merges fields that the operator writes. */
  @SuppressWarnings("unchecked") // What a merge patch holds is known only by name.
  static ServiceSpec changed(ServiceSpec spec, Map<String, Object> fields) {
    return new ServiceSpecBuilder(spec)
        .withSelector((Map<String, String>) fields.get("selector"))
        .withPorts((List<ServicePort>) fields.get("ports"))
        .withPublishNotReadyAddresses((Boolean) fields.get("publishNotReadyAddresses"))
        .build();
  }

  /** What somebody did to it who did not know better. */
  static ServiceSpec spoilt(ServiceSpec spec) {
    return new ServiceSpecBuilder(spec).withPublishNotReadyAddresses(true).build();
  }
}
