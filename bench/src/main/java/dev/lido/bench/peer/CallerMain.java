package dev.lido.bench.peer;

import dev.lido.bench.load.ClosedLoop;
import dev.lido.bench.load.OpenLoop;
import dev.lido.bench.load.Operation;
import dev.lido.bench.load.Sample;
import dev.lido.bench.peer.Subject.Family;
import dev.lido.bench.process.Lines;
import dev.lido.bench.process.Usage;
import dev.lido.bench.process.WireCount;
import dev.lido.protocol.tls.Tls;
import java.time.Duration;
import java.util.List;

/**
 * The caller process of a family of subjects. Its arguments are the family, and where its servers
 * are; each line is a {@link Step}, each answer a {@link Figures}.
 */
public final class CallerMain {

  private CallerMain() {}

  /** Measures until the standard input ends. */
  public static void main(String[] args) throws Exception {
    Lines lines = Lines.take();
    Caller caller = connect(Family.valueOf(args[0]), List.of(args).subList(1, args.length));
    lines.serve(line -> answer(caller, line));
  }

  private static Caller connect(Family family, List<String> servers) {
    return switch (family) {
      case LIDO -> new LidoCaller(servers.getFirst());
      case GRPC -> new GrpcCaller(ports(servers), Tls.of(System.getenv()));
      case FRAMES -> new FramesCaller(ports(servers), Tls.of(System.getenv()));
      case HAZELCAST -> new HazelcastCaller(ports(servers));
    };
  }

  private static List<Integer> ports(List<String> servers) {
    return servers.stream().map(Integer::valueOf).toList();
  }

  private static String answer(Caller caller, String line) throws Exception {
    return switch (line) {
      case Talk.BEGIN -> Talk.line(caller.usedByServers(true));
      case Talk.USED -> Talk.line(caller.usedByServers(false));
      default -> Talk.line(measure(caller, Talk.read(line, Step.class)));
    };
  }

  /** The servers' side is known elsewhere. */
  private static Figures measure(Caller caller, Step step) throws Exception {
    Operation operation = caller.operation(step.series().subject(), step.series().workload());
    Duration time = Duration.ofMillis(step.millis());
    Usage before = Usage.begin();
    double wire = WireCount.total();
    Sample sample =
        step.perSecond() > 0
            ? OpenLoop.run(operation, step.perSecond(), time)
            : ClosedLoop.run(operation, step.callers(), time);
    double wireBytes = (WireCount.total() - wire) / sample.operations();
    Usage here = Usage.now().since(before);
    return Figures.of(
        sample, wireBytes, Side.of(here, sample.operations()), Side.of(Usage.NONE, 1));
  }
}
