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

  /** Rare things happen in these, as long as seeds mean what they do now: they save time. */
  private static final long[] RARE = {13_522, 4568, 270};

  static Stream<Mutant> mutants() {
    return Mutants.all();
  }

  @ParameterizedTest
  @MethodSource("mutants")
  void shouldFindTheBug(Mutant mutant) {
    assertThat(firstBroken(new Simulation(mutant.planner()))).isPresent();
  }

  @Test
  void shouldFindThatAnOldLeaderGoesOnWriting() {
    assertThat(firstBroken(new Simulation(Planner::plan, false))).isPresent();
  }

  private static OptionalLong firstBroken(Simulation simulation) {
    return LongStream.concat(LongStream.of(RARE), LongStream.range(0, SEEDS))
        .filter(seed -> simulation.run(History.of(seed)).isPresent())
        .findFirst();
  }
}
