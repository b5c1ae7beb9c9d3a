package dev.lido.cli.pools;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lido.cli.command.CliException;
import dev.lido.cli.command.ClusterFlags;
import dev.lido.crds.v1alpha1.PoolResource;
import io.fabric8.kubernetes.api.model.StatusDetails;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lido delete}. */
@Command(
    name = "delete",
    description = "Deletes pools. Their workers drain first.",
    footer = {"%nExamples:", "  lido delete pool thumbnails", "  lido delete -f pool.yaml"})
@SuppressWarnings("NullAway.Init") // picocli sets the fields.
public final class DeleteCommand implements Callable<Integer> {

  /** Which pools. */
  static final class Which {

    @ArgGroup(exclusive = false)
    private @Nullable Named named;

    @Option(
        names = {"-f", "--filename"},
        paramLabel = "FILE",
        description = "The pools that a file declares; - reads standard input.")
    private @Nullable Path file;
  }

  /** Pools by name. */
  @SuppressWarnings("NullAway.Init")
  static final class Named {

    @SuppressWarnings("UnusedVariable") // picocli checks it.
    @Parameters(index = "0", paramLabel = "pool", description = "What to delete.")
    private Kind kind;

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "NAME", description = "Their names.")
    private List<String> names;
  }

  @Spec private CommandSpec spec;
  @Mixin private ClusterFlags cluster;

  @ArgGroup(multiplicity = "1")
  private Which which;

  private record Target(String namespace, String name) {}

  @Override
  public Integer call() {
    cluster.use(
        client -> {
          PoolApi api = new PoolApi(client);
          targets(api).forEach(target -> delete(api, target));
        });
    return 0;
  }

  private void delete(PoolApi api, Target target) {
    List<StatusDetails> deleted =
        api.client()
            .resources(PoolResource.class)
            .inNamespace(target.namespace())
            .withName(target.name())
            .delete();
    if (deleted.isEmpty()) {
      throw missing(api, target);
    }
    spec.commandLine().getOut().println("poolresource/" + target.name() + " deleted");
  }

  private static CliException missing(PoolApi api, Target target) {
    return target.namespace().equals(api.namespace())
        ? api.missing(target.name())
        : new CliException("no pool " + target.name() + " in namespace " + target.namespace());
  }

  private List<Target> targets(PoolApi api) {
    if (which.named != null) {
      return which.named.names.stream().map(name -> new Target(api.namespace(), name)).toList();
    }
    if (which.file != null) {
      return Manifests.read(which.file).stream().map(pool -> target(api, pool)).toList();
    }
    throw new CliException("name the pools, or write -f FILE");
  }

  private static Target target(PoolApi api, JsonNode pool) {
    JsonNode metadata = pool.path("metadata");
    return new Target(
        metadata.path("namespace").asText(api.namespace()), metadata.path("name").asText());
  }
}
