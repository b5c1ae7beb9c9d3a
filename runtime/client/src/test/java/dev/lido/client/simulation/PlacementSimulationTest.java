package dev.lido.client.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How long calls wait while a few slots are free: the real placement, in virtual time. */
class PlacementSimulationTest {

  private static final int CALLS = 20_000;

  @ParameterizedTest
  @CsvSource({"1, 100, 8, 0.05", "10, 100, 8, 0.15"})
  void shouldFindTheFreeSlots(int callers, int workers, int slots, double most) {
    // Given
    Scenario scenario = Scenario.of(callers, workers, slots, CALLS, 5);

    // When
    Waits waits = PlacementSimulation.LIDO.run(scenario);

    // Then
    assertThat(waits.quantile(0.99)).as("p99 in mean task times").isLessThanOrEqualTo(most);
  }

  @Test
  void shouldTellAPlacementThatDoesNot() {
    // Given
    Scenario scenario = Scenario.of(1, 100, 8, CALLS, 5);

    // When
    Waits waits = PlacementSimulation.BEST_OF_TWO.run(scenario);

    // Then
    assertThat(waits.quantile(0.99)).as("p99 in mean task times").isGreaterThan(0.3);
  }
}
