package dev.lido.operator;

import dev.lido.crds.v1alpha1.Durations;
import dev.lido.operator.OperatorOptions.LeaderElection;
import dev.lido.operator.apply.WorkerChannels;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;

/**
 * Runs the operator until SIGTERM, in the cluster it is in or that {@code KUBECONFIG} names.
 *
 * <p>{@code LIDO_WATCH_NAMESPACES} lists the namespaces to look after, separated by commas; none
 * means all. {@code LIDO_LEASE_NAMESPACE} turns leader election on; then {@code LIDO_IDENTITY} is what
 * tells this operator from the others (default: the host's name and a random part), and {@code
 * LIDO_LEASE_DURATION}, such as {@code 15s}, within what time a standby takes over.
 * {@code LIDO_TLS} names the folder of the certificate that it shows to workers whose pool speaks TLS.
 */
public final class OperatorMain {

  private static final String LOGGING = "logback.configurationFile";
  private static final String LEASE = "lido-operator";

  private OperatorMain() {}

  /** Starts the operator, and returns when it was stopped. */
  public static void main(String[] args) throws InterruptedException {
    if (System.getProperty(LOGGING) == null) {
      System.setProperty(LOGGING, "logback-operator.xml");
    }
    CountDownLatch stopped = new CountDownLatch(1);
    try (KubernetesClient client = new KubernetesClientBuilder().build();
        LidoOperator operator = new LidoOperator(client, options(System.getenv()))) {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(operator, stopped), "stop"));
      operator.start();
      stopped.await();
    }
  }

  private static void stop(LidoOperator operator, CountDownLatch stopped) {
    operator.close();
    stopped.countDown();
  }

  private static OperatorOptions options(Map<String, String> environment) {
    Set<String> namespaces =
        Arrays.stream(environment.getOrDefault("LIDO_WATCH_NAMESPACES", "").split(",", -1))
            .map(String::strip)
            .filter(namespace -> !namespace.isEmpty())
            .collect(Collectors.toSet());
    return new OperatorOptions(
        namespaces,
        Optional.ofNullable(environment.get("LIDO_LEASE_NAMESPACE"))
            .map(namespace -> election(namespace, environment)),
        WorkerChannels.of(environment));
  }

  private static LeaderElection election(String namespace, Map<String, String> environment) {
    return new LeaderElection(
        namespace,
        LEASE,
        Optional.ofNullable(environment.get("LIDO_IDENTITY")).orElseGet(OperatorMain::newIdentity),
        Optional.ofNullable(environment.get("LIDO_LEASE_DURATION"))
            .map(Durations::parse)
            .orElse(LeaderElection.DEFAULT_DURATION));
  }

  private static String newIdentity() {
    return System.getenv().getOrDefault("HOSTNAME", "operator") + "_" + UUID.randomUUID();
  }
}
