package dev.lido.cli.pools;

import dev.lido.cli.command.ClusterFlags;
import dev.lido.crds.v1alpha1.PoolNames;
import dev.lido.crds.v1alpha1.PoolResource;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lido tree}. */
@Command(
    name = "tree",
    description = "Shows a pool's partitions, workers and children, as the workers tell now.",
    footer = {
      "%nExamples:",
      "  lido tree thumbnails",
      "  lido tree thumbnails --watch --children 3"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields.
public final class TreeCommand implements Callable<Integer> {

  private static final String CLEAR = "\u001b[H\u001b[2J";
  private static final long PERIOD_MILLIS = 1_000;

  @Spec private CommandSpec spec;
  @Mixin private ClusterFlags cluster;

  @Parameters(paramLabel = "POOL", description = "The pool.")
  private String name;

  @Option(
      names = "--children",
      paramLabel = "N",
      defaultValue = "20",
      description = "Children to show of each worker, the oldest first.")
  private int children;

  @Option(
      names = {"-w", "--watch"},
      description = "Shows it anew every second until Ctrl-C.")
  private boolean watch;

  @Override
  public Integer call() {
    cluster.use(client -> show(new PoolApi(client)));
    return 0;
  }

  private void show(PoolApi api) {
    PrintWriter out = spec.commandLine().getOut();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      do {
        List<String> lines = tree(api, threads).lines();
        out.print(watch ? CLEAR : "");
        lines.forEach(out::println);
        out.flush();
      } while (watch && pause());
    }
  }

  private static boolean pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(PERIOD_MILLIS);
      return true;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private PoolTree tree(PoolApi api, ExecutorService threads) {
    PoolResource pool = api.get(name);
    List<CompletableFuture<PoolTree.Worker>> asked =
        api
            .client()
            .pods()
            .inNamespace(api.namespace())
            .withLabel(PoolNames.POOL, name)
            .list()
            .getItems()
            .stream()
            .sorted(Comparator.comparing(pod -> pod.getMetadata().getName()))
            .map(pod -> CompletableFuture.supplyAsync(() -> ask(pod), threads))
            .toList();
    return new PoolTree(pool, asked.stream().map(CompletableFuture::join).toList());
  }

  private PoolTree.Worker ask(Pod pod) {
    return new PoolTree.Worker(pod, WorkerTalk.describe(pod, children));
  }
}
