package dev.lido.operator.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lido.operator.plan.Planner;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** {@code -Dlido.simulation.seed=…} replays a seed; {@code -Dlido.simulation.histories=…} runs more. */
class SimulationTest {

  private static final long HISTORIES = Long.getLong("lido.simulation.histories", 10_000);

  private final Simulation simulation = new Simulation(Planner::plan);

  @Test
  void shouldDoNothingWrongInAnyHistory() {
    Optional<Long> broken =
        seeds().parallel().filter(this::breaksRule).boxed().min(Long::compareTo);

    assertThat(broken).as(() -> Report.of(simulation, broken.orElseThrow())).isEmpty();
  }

  private static LongStream seeds() {
    return Optional.ofNullable(Long.getLong("lido.simulation.seed"))
        .map(LongStream::of)
        .orElseGet(() -> LongStream.range(0, HISTORIES));
  }

  private boolean breaksRule(long seed) {
    return simulation.run(History.of(seed)).isPresent();
  }
}
