package dev.lido.operator.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The simulation is worth something if it finds bugs. */
class MutantTest {

  private static final long SEEDS = 2_000;

  static Stream<Mutant> mutants() {
    return Mutants.all();
  }

  @ParameterizedTest
  @MethodSource("mutants")
  void shouldFindTheBug(Mutant mutant) {
    Simulation simulation = new Simulation(mutant.planner());

    OptionalLong seed =
        LongStream.range(0, SEEDS)
            .filter(s -> simulation.run(History.of(s)).isPresent())
            .findFirst();

    assertThat(seed).isPresent();
  }
}
