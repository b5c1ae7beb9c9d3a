package dev.lido.cli.command;

import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of the commands that talk to a cluster. */
public final class ClusterFlags {

  @Option(
      names = "--kubeconfig",
      paramLabel = "FILE",
      description = "The cluster; else what KUBECONFIG names, or ~/.kube/config.")
  private @Nullable Path kubeconfig;

  @Option(
      names = {"-n", "--namespace"},
      paramLabel = "NAME",
      description = "The namespace; else the kubeconfig's.")
  private @Nullable String namespace;

  /**
   * Does something with the cluster.
   *
   * @throws CliException if no cluster is named, or its API server does not answer
   */
  public void use(Consumer<KubernetesClient> action) {
    try (KubernetesClient client = connect()) {
      try {
        action.accept(client);
      } catch (KubernetesClientException failed) {
        throw failed.getStatus() == null ? unreachable(client, failed) : failed;
      }
    }
  }

  private static CliException unreachable(KubernetesClient client, Exception failure) {
    return new CliException(
        "no API server answers at "
            + client.getMasterUrl()
            + ": start a cluster with lido dev, or name another in KUBECONFIG",
        failure);
  }

  private KubernetesClient connect() {
    ConfigBuilder config =
        new ConfigBuilder(Kubeconfigs.read(kubeconfig))
            .withRequestRetryBackoffLimit(1)
            .withConnectionTimeout(5_000);
    if (namespace != null) {
      config.withNamespace(namespace);
    }
    return new KubernetesClientBuilder().withConfig(config.build()).build();
  }

  /** Returns the namespace that was asked for on the command line, if any. */
  public Optional<String> namespace() {
    return Optional.ofNullable(namespace);
  }
}
