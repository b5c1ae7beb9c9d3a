package dev.lido.bench.peer;

import dev.lido.bench.peer.Subject.Family;
import dev.lido.bench.process.JavaProcess;
import dev.lido.protocol.tls.Tls;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The processes of all subjects: two servers and a caller for each family, with TLS and without,
 * started when they are first needed. Not thread-safe.
 */
public final class Fleet implements AutoCloseable {

  private static final int SERVERS = 2;
  private static final Map<String, String> PLAINTEXT = Map.of(Tls.VARIABLE, Tls.PLAINTEXT);

  private final Path directory;
  private final String workerOptions;
  private final Certificates certificates;
  private final Map<Wire, Servers> started = new HashMap<>();
  private @Nullable LidoCluster cluster;

  private record Wire(Family family, boolean tls) {
    @Override
    public String toString() {
      return family + (tls ? "-tls" : "");
    }
  }

  /**
   * Starts nothing yet.
   *
   * @param directory gets the processes' logs
   * @param workerOptions Java options of Lido's workers, beside those that they always have
   */
  public Fleet(Path directory, String workerOptions) {
    this.directory = directory;
    this.workerOptions = workerOptions;
    this.certificates = new Certificates(directory.resolve("certificates"));
  }

  /** Starts what a series needs, unless it is there. */
  public void start(Series series) throws IOException {
    servers(series);
  }

  /** Measures. */
  public Figures measure(Step step) throws IOException {
    return servers(step.series()).measure(step);
  }

  private Servers servers(Series series) throws IOException {
    Wire wire = new Wire(series.subject().family(), series.tls());
    Servers servers = started.get(wire);
    if (servers == null) {
      servers = start(wire);
      started.put(wire, servers);
    }
    return servers;
  }

  private Servers start(Wire wire) throws IOException {
    return switch (wire.family) {
      case LIDO -> lido(wire);
      case GRPC -> peer(wire, GrpcServerMain.class, tls(wire, "server", Certificates.SERVER));
      case FRAMES -> peer(wire, FramesServerMain.class, tls(wire, "server", Certificates.SERVER));
      case HAZELCAST -> peer(wire, HazelcastServerMain.class, Map.of());
    };
  }

  private Servers lido(Wire wire) throws IOException {
    LidoCluster ours = cluster;
    if (ours == null) {
      ours = LidoCluster.start(directory);
      cluster = ours;
    }
    String pool = wire.tls ? "bench-tls" : "bench";
    Map<String, String> workers = tls(wire, "worker", pool + "-workers.default.svc");
    ours.addPool(pool, workerOptions, String.valueOf(workers.get(Tls.VARIABLE)));
    Map<String, String> environment = new HashMap<>(tls(wire, "caller"));
    environment.put("KUBECONFIG", ours.kubeconfig().toString());
    JavaProcess caller = caller(wire, List.of(pool), environment);
    return new Servers(caller, List.of(caller));
  }

  private Map<String, String> tls(Wire wire, String end, String... names) {
    return wire.tls ? certificates.issue(wire.family + "-" + end, names) : PLAINTEXT;
  }

  private Servers peer(Wire wire, Class<?> main, Map<String, String> environment)
      throws IOException {
    List<JavaProcess> servers = new ArrayList<>();
    List<String> ports = new ArrayList<>();
    for (int i = 0; i < SERVERS; i++) {
      Path log = directory.resolve(wire + "-server-" + i + ".log");
      JavaProcess server = JavaProcess.start(main, ports, environment, log);
      servers.add(server);
      ports.add(server.ask(Talk.PORT));
    }
    return new Servers(caller(wire, ports, tls(wire, "caller")), servers);
  }

  private JavaProcess caller(Wire wire, List<String> servers, Map<String, String> environment)
      throws IOException {
    List<String> arguments = new ArrayList<>(List.of(wire.family.name()));
    arguments.addAll(servers);
    Path log = directory.resolve(wire + "-caller.log");
    return JavaProcess.start(CallerMain.class, arguments, environment, log);
  }

  /** Ends all of them. */
  @Override
  public void close() {
    started.values().forEach(Servers::close);
    if (cluster != null) {
      cluster.close();
    }
  }
}
