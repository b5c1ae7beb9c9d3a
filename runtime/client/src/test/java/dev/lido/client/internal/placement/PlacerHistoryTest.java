package dev.lido.client.internal.placement;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random histories of a placer and of workers that answer late; the simulation checks each step. */
class PlacerHistoryTest {

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
  void shouldHoldItsPromisesInEveryHistory(long seed) {
    for (int history = 0; history < 60; history++) {
      new Simulation(seed * 1000 + history).run(400);
    }
  }
}
