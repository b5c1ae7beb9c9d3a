package dev.lido.cli.dev;

import dev.lido.cli.cluster.ClusterOptions;
import dev.lido.cli.cluster.EmbeddedCluster;
import dev.lido.cli.cluster.WorkDirectory;
import dev.lido.cli.command.CliException;
import dev.lido.protocol.tls.Tls;
import java.io.File;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code lido dev}. */
@Command(
    name = "dev",
    description = {
      "Runs a cluster on this machine until Ctrl-C: an API server, the operator, and a kubelet"
          + " whose pods are processes. Prints the lines that point other programs to it."
    },
    footer = {
      "%nExamples:",
      "  lido dev",
      "  lido dev --classpath target/app.jar:target/lib/*",
      "  lido dev --kubeconfig ~/.kube/config    operator and kubelet alone, for that API server"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields.
public final class DevCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--classpath",
      paramLabel = "PATH",
      description =
          "Your classes, for the workers: jars, folders and dir/*, as java -cp takes them.")
  private @Nullable String classpath;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "0",
      description = "The API server's port; else any free one.")
  private int port;

  @Option(
      names = "--kubeconfig",
      paramLabel = "FILE",
      description = "Use this API server instead of one of its own.")
  private @Nullable Path kubeconfig;

  @Option(
      names = "--directory",
      paramLabel = "DIR",
      description = "Keeps the kubeconfig and the workers' logs here; else in a temporary one.")
  private @Nullable Path directory;

  @Override
  public Integer call() throws InterruptedException {
    if (kubeconfig != null && port != 0) {
      throw new ParameterException(
          spec.commandLine(), "--port is of an API server of its own: leave out --kubeconfig");
    }
    if (port < 0 || port > 65_535) {
      throw new ParameterException(
          spec.commandLine(), "--port is " + port + ": write one from 1 to 65535");
    }
    List<Path> classes = entries(classpath);
    WorkDirectory work = WorkDirectory.at(directory, "lido-dev-");
    ClusterOptions options = ClusterOptions.in(work.path()).withPort(port).withClasspath(classes);
    CountDownLatch closed = new CountDownLatch(1);
    AtomicReference<AutoCloseable> running = new AtomicReference<>(() -> {});
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> close(running.get(), work, closed), "stop"));
    running.set(start(work, options));
    closed.await();
    return 0;
  }

  private AutoCloseable start(WorkDirectory work, ClusterOptions options) {
    try {
      return kubeconfig == null ? embedded(options) : foreign(options, kubeconfig);
    } catch (RuntimeException failed) {
      work.close();
      throw failed;
    }
  }

  private EmbeddedCluster embedded(ClusterOptions options) {
    EmbeddedCluster cluster = EmbeddedCluster.start(options);
    announce(cluster.apiServer().url(), cluster.kubeconfig(), options.logs());
    return cluster;
  }

  private AutoCloseable foreign(ClusterOptions options, Path file) {
    ForeignCluster cluster = ForeignCluster.start(options, file);
    announce(cluster.url(), file.toAbsolutePath(), options.logs());
    return cluster;
  }

  private void announce(String url, Path file, Path logs) {
    PrintWriter out = spec.commandLine().getOut();
    out.println("the cluster is up at " + url + "; logs of the workers are in " + logs);
    out.println("in another terminal:");
    out.println("export KUBECONFIG=" + file);
    out.println("export " + Tls.VARIABLE + "=" + Tls.PLAINTEXT);
    out.println("Ctrl-C ends it");
    out.flush();
  }

  private static void close(AutoCloseable running, WorkDirectory work, CountDownLatch closed) {
    try {
      running.close();
    } catch (Exception ending) {
      // The process ends, and its workers with it.
    }
    work.close();
    closed.countDown();
  }

  /**
   * Reads a class path.
   *
   * @throws CliException if something in it is not there
   */
  static List<Path> entries(@Nullable String classpath) {
    if (classpath == null) {
      return List.of();
    }
    List<Path> entries =
        Arrays.stream(classpath.split(File.pathSeparator, -1))
            .filter(entry -> !entry.isBlank())
            .map(entry -> Path.of(entry).toAbsolutePath())
            .toList();
    for (Path entry : entries) {
      Path real = entry.endsWith("*") ? entry.getParent() : entry;
      if (!Files.exists(real)) {
        throw new CliException(real + " of --classpath is not there: build it, or check the name");
      }
    }
    return entries;
  }
}
