package dev.lido.bench.placement;

import dev.lido.client.simulation.Decisions;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The decisions of one caller a second. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@SuppressWarnings("NullAway") // JMH sets the fields.
public class DecisionBenchmark {

  /** How many workers there are to choose from. */
  @Param({"10", "1000"})
  public int workers;

  /** What the caller has to do with. */
  @Param({"ALONE", "SHARED", "FULL"})
  public Decisions.Setting setting;

  private Decisions decisions;

  /** Fills the workers. */
  @Setup
  public void fill() {
    decisions = new Decisions(workers, 8, setting);
  }

  /** One decision: a child has ended, and a call takes its slot or another. */
  @Benchmark
  public long decide() {
    decisions.next();
    return decisions.count();
  }
}
