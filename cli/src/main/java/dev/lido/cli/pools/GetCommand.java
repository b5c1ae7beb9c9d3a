package dev.lido.cli.pools;

import dev.lido.cli.command.ClusterFlags;
import dev.lido.crds.v1alpha1.PoolResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lido get pools}. */
@Command(
    name = "get",
    description = "Shows pools.",
    footer = {"%nExamples:", "  lido get pools", "  lido get pools thumbnails -o yaml"})
@SuppressWarnings("NullAway.Init") // picocli sets the fields.
public final class GetCommand implements Callable<Integer> {

  /** How pools are shown. */
  private enum Format {
    table,
    wide,
    yaml
  }

  @Spec private CommandSpec spec;
  @Mixin private ClusterFlags cluster;

  @Parameters(
      index = "0",
      paramLabel = "pools",
      description = "What to show: ${COMPLETION-CANDIDATES}.")
  @SuppressWarnings("UnusedVariable") // picocli checks it.
  private Kind kind;

  @Parameters(index = "1", arity = "0..1", paramLabel = "NAME", description = "One pool only.")
  private @Nullable String name;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "One of ${COMPLETION-CANDIDATES}.")
  private Format format;

  @Override
  public Integer call() {
    cluster.use(this::get);
    return 0;
  }

  private void get(KubernetesClient client) {
    PoolApi api = new PoolApi(client);
    List<PoolResource> pools = name == null ? api.list() : List.of(api.get(name));
    if (pools.isEmpty()) {
      spec.commandLine().getErr().println("no pools in namespace " + api.namespace());
    } else {
      show(pools, spec.commandLine().getOut());
    }
  }

  private void show(List<PoolResource> pools, PrintWriter out) {
    if (format == Format.yaml) {
      pools.forEach(pool -> out.print(YamlText.of(pool)));
      out.flush();
    } else {
      new PoolTable(format == Format.wide, Instant.now()).of(pools).forEach(out::println);
    }
  }
}
