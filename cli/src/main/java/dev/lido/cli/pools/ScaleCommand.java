package dev.lido.cli.pools;

import dev.lido.cli.command.ClusterFlags;
import io.fabric8.kubernetes.api.model.autoscaling.v1.Scale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lido scale}. */
@Command(
    name = "scale",
    description = "Sets how many workers a pool has.",
    footer = {"%nExample:", "  lido scale thumbnails --replicas 8"})
@SuppressWarnings("NullAway.Init") // picocli sets the fields.
public final class ScaleCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private ClusterFlags cluster;

  @Parameters(paramLabel = "POOL", description = "The pool.")
  private String name;

  @Option(
      names = "--replicas",
      required = true,
      paramLabel = "N",
      description =
          "Workers of the whole pool; fewer than its partitions, but not 0, count as so many.")
  private int replicas;

  @Override
  public Integer call() {
    cluster.use(client -> scale(new PoolApi(client)));
    spec.commandLine().getOut().println("poolresource/" + name + " scaled to " + replicas);
    return 0;
  }

  private void scale(PoolApi api) {
    api.get(name);
    Scale scale = api.named(name).scale();
    scale.getSpec().setReplicas(replicas);
    api.named(name).scale(scale);
  }
}
