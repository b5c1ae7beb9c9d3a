package dev.lido.bench.peer;

import dev.lido.bench.load.ClosedLoop;
import dev.lido.bench.load.OpenLoop;
import dev.lido.bench.load.Operation;
import dev.lido.bench.load.Sample;
import dev.lido.bench.process.Lines;
import dev.lido.bench.process.Usage;
import dev.lido.bench.process.WireCount;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The caller process of a family of subjects. Its arguments are the family, and where its servers
 * are; each line is a {@link Step}, each answer a {@link Figures}.
 */
public final class CallerMain {

  private CallerMain() {}

  /** Measures until the standard input ends. */
  public static void main(String[] args) throws Exception {
    Lines lines = Lines.take();
    Caller caller = connect(Subject.Family.valueOf(args[0]), List.of(args).subList(1, args.length));
    lines.serve(line -> Steps.line(measure(caller, Steps.step(line))));
  }

  private static Caller connect(Subject.Family family, List<String> servers) {
    return switch (family) {
      case LIDO -> new LidoCaller(servers.getFirst());
      case GRPC -> new GrpcCaller(servers.stream().map(Integer::valueOf).toList());
      case HAZELCAST -> new HazelcastCaller(servers.stream().map(Integer::valueOf).toList());
    };
  }

  private static Figures measure(Caller caller, Step step) throws Exception {
    Operation operation = caller.operation(step.subject(), step.workload());
    Optional<Usage> serversBefore = caller.usedByServers();
    Usage before = Usage.now();
    double wire = WireCount.total();
    Sample sample =
        step.perSecond() > 0
            ? OpenLoop.run(operation, step.perSecond(), Duration.ofMillis(step.millis()))
            : ClosedLoop.run(operation, step.callers(), Duration.ofMillis(step.millis()));
    double wireBytes = (WireCount.total() - wire) / sample.operations();
    Usage here = Usage.now().since(before);
    Optional<Usage> servers =
        serversBefore.map(then -> caller.usedByServers().orElseThrow().since(then));
    return Figures.of(sample, wireBytes, here, servers);
  }
}
