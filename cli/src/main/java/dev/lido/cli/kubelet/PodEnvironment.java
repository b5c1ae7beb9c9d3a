package dev.lido.cli.kubelet;

import dev.lido.crds.v1alpha1.PoolNames;
import dev.lido.protocol.tls.Tls;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The environment of a pod's process: this process's own, and what the container declares. */
final class PodEnvironment {

  private static final Pattern REFERENCE =
      Pattern.compile("\\$(\\$|\\(([A-Za-z_][A-Za-z0-9_.-]*)\\))");
  private static final Pattern KEYED =
      Pattern.compile("metadata\\.(labels|annotations)\\['([^']+)'\\]");

  private static final Map<String, String> PORT_VARIABLES =
      Map.of(PoolNames.WIRE_PORT_NAME, "LIDO_PORT", PoolNames.HEALTH_PORT_NAME, "LIDO_HEALTH_PORT");

  private final Pod pod;
  private final String node;
  private final PodAddress address;

  PodEnvironment(Pod pod, String node, PodAddress address) {
    this.pod = pod;
    this.node = node;
    this.address = address;
  }

  /**
   * Returns the environment.
   *
   * @throws PodRefusedException if a variable comes from where the local kubelet cannot read
   */
  Map<String, String> of(Container container) {
    Map<String, String> declared = new LinkedHashMap<>();
    for (EnvVar variable : container.getEnv()) {
      declared.put(variable.getName(), value(variable, declared));
    }
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.keySet().removeIf(name -> name.startsWith("LIDO_") || name.equals("KUBECONFIG"));
    // Its pods are processes of this machine: where a template says nothing else, they do without.
    environment.put(Tls.VARIABLE, Tls.PLAINTEXT);
    environment.putAll(declared);
    environment.putAll(movedPorts(container));
    return environment;
  }

  /** Where pods share an address, a worker is told the ports that it got. */
  private Map<String, String> movedPorts(Container container) {
    Map<String, String> moved = new HashMap<>();
    for (ContainerPort port : container.getPorts()) {
      int real = address.port(port.getContainerPort());
      String variable = PORT_VARIABLES.get(port.getName());
      if (real != port.getContainerPort() && variable != null) {
        moved.put(variable, String.valueOf(real));
      }
    }
    return moved;
  }

  private String value(EnvVar variable, Map<String, String> earlier) {
    if (variable.getValueFrom() == null) {
      return expand(Optional.ofNullable(variable.getValue()).orElse(""), earlier);
    }
    if (variable.getValueFrom().getFieldRef() == null) {
      throw new PodRefusedException(
          "the local kubelet takes environment variables from fieldRef only: write a value for "
              + variable.getName());
    }
    return field(variable.getValueFrom().getFieldRef().getFieldPath());
  }

  private String field(String path) {
    ObjectMeta metadata = pod.getMetadata();
    return switch (path) {
      case "metadata.name" -> metadata.getName();
      case "metadata.namespace" -> metadata.getNamespace();
      case "metadata.uid" -> metadata.getUid();
      case "spec.nodeName" -> node;
      case "spec.serviceAccountName" ->
          Optional.ofNullable(pod.getSpec().getServiceAccountName()).orElse("default");
      case "status.podIP", "status.podIPs" -> address.ip();
      case "status.hostIP", "status.hostIPs" -> "127.0.0.1";
      default -> keyed(path);
    };
  }

  private String keyed(String path) {
    Matcher matcher = KEYED.matcher(path);
    if (!matcher.matches()) {
      throw new PodRefusedException("the local kubelet does not know the fieldPath " + path);
    }
    Map<String, String> map =
        matcher.group(1).equals("labels")
            ? pod.getMetadata().getLabels()
            : pod.getMetadata().getAnnotations();
    return map.getOrDefault(matcher.group(2), "");
  }

  /** Replaces {@code $(NAME)} as Kubernetes does; {@code $$} stands for a dollar. */
  static String expand(String text, Map<String, String> variables) {
    return REFERENCE
        .matcher(text)
        .replaceAll(
            match -> {
              String name = match.group(2);
              String whole = name == null ? "$" : variables.getOrDefault(name, match.group());
              return Matcher.quoteReplacement(whole);
            });
  }
}
