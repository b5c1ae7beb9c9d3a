package dev.lido.bench.peer;

import dev.lido.bench.process.JavaProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A family's two servers and its caller, each a process. */
public final class Servers implements AutoCloseable {

  private static final int SERVERS = 2;

  private final List<Runnable> endings = new ArrayList<>();
  private final JavaProcess caller;

  private Servers(Subject.Family family, Path directory, String workerOptions) throws IOException {
    caller =
        switch (family) {
          case LIDO -> {
            LidoCluster cluster = LidoCluster.start(directory, workerOptions);
            endings.add(cluster::close);
            yield caller(
                family,
                List.of(cluster.pool()),
                Map.of("KUBECONFIG", cluster.kubeconfig().toString(), "LIDO_TLS", "plaintext"),
                directory);
          }
          case GRPC -> caller(family, ports(GrpcServerMain.class, directory), Map.of(), directory);
          case HAZELCAST ->
              caller(family, ports(HazelcastServerMain.class, directory), Map.of(), directory);
        };
  }

  /**
   * Starts them.
   *
   * @param directory gets their logs
   * @param workerOptions Java options of Lido's workers, beside those that they always have
   */
  public static Servers start(Subject.Family family, Path directory, String workerOptions)
      throws IOException {
    return new Servers(family, directory, workerOptions);
  }

  private List<String> ports(Class<?> main, Path directory) throws IOException {
    List<String> ports = new ArrayList<>();
    for (int i = 0; i < SERVERS; i++) {
      Path log = directory.resolve(main.getSimpleName() + "-" + i + ".log");
      ports.add(keep(JavaProcess.start(main, ports, Map.of(), log)).ask("port"));
    }
    return ports;
  }

  private JavaProcess caller(
      Subject.Family family, List<String> servers, Map<String, String> environment, Path directory)
      throws IOException {
    List<String> arguments = new ArrayList<>(List.of(family.name()));
    arguments.addAll(servers);
    return keep(
        JavaProcess.start(
            CallerMain.class, arguments, environment, directory.resolve(family + "-caller.log")));
  }

  private JavaProcess keep(JavaProcess process) {
    endings.add(process::close);
    return process;
  }

  /** Measures. */
  public Figures measure(Step step) throws IOException {
    return Steps.figures(caller.ask(Steps.line(step)));
  }

  @Override
  public void close() {
    endings.reversed().forEach(Runnable::run);
  }
}
