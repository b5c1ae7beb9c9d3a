package dev.lido.cli.pools;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lido.cli.command.ClusterFlags;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code lido apply}. */
@Command(
    name = "apply",
    description = "Creates pools, or changes them, as a file declares them.",
    footer = {
      "%nExamples:",
      "  lido apply -f pool.yaml",
      "  generate-pools | lido apply -n team-a -f -"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields.
public final class ApplyCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private ClusterFlags cluster;

  @Option(
      names = {"-f", "--filename"},
      required = true,
      paramLabel = "FILE",
      description = "YAML or JSON, one or more documents; - reads standard input.")
  private Path file;

  @Override
  public Integer call() {
    List<ObjectNode> pools = Manifests.read(file);
    cluster.use(client -> pools.forEach(pool -> apply(client, pool)));
    return 0;
  }

  private void apply(KubernetesClient client, ObjectNode pool) {
    String name = pool.path("metadata").path("name").asText();
    try {
      Applier.Outcome outcome = new Applier(client, cluster.namespace()).apply(pool);
      spec.commandLine().getOut().println("poolresource/" + name + " " + outcome);
    } catch (KubernetesClientException failed) {
      throw failed.getCode() == 422 || failed.getCode() == 400
          ? new PoolRefusedException(name, failed)
          : failed;
    }
  }
}
