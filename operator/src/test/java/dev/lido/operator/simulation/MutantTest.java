package dev.lido.operator.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lido.operator.plan.Planner;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The simulation is worth something if it finds bugs. */
class MutantTest {

  private static final long SEEDS = 10_000;

  static Stream<Mutant> mutants() {
    return Mutants.all();
  }

  @ParameterizedTest
  @MethodSource("mutants")
  void shouldFindTheBug(Mutant mutant) {
    assertThat(anyBroken(new Simulation(mutant.planner()))).isPresent();
  }

  @Test
  void shouldFindThatAnOldLeaderGoesOnWriting() {
    assertThat(anyBroken(new Simulation(Planner::plan, false))).isPresent();
  }

  private static OptionalLong anyBroken(Simulation simulation) {
    return LongStream.range(0, SEEDS)
        .parallel()
        .filter(seed -> simulation.run(History.of(seed)).isPresent())
        .findAny();
  }
}
