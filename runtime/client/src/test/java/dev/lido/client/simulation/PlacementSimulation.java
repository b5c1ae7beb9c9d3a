package dev.lido.client.simulation;

import java.util.Locale;

/** Runs scenarios. The same scenario has the same calls, and the same result, every time. */
public enum PlacementSimulation {
  /** The real placement of Lido. */
  LIDO,
  /** A model: one queue that knows all slots at every instant. */
  CENTRAL_QUEUE,
  /** A model: the better of two random workers, by each caller's own counts. */
  BEST_OF_TWO;

  /** Runs a scenario until every call has been started. */
  public Waits run(Scenario scenario) {
    VirtualTime time = new VirtualTime();
    Traffic traffic = new Traffic(scenario, time);
    return traffic.run(
        switch (this) {
          case LIDO -> new LidoPlacement(scenario, time, traffic);
          case CENTRAL_QUEUE -> new ReferencePlacements.CentralQueue(scenario, time, traffic);
          case BEST_OF_TWO -> new ReferencePlacements.BestOfTwo(scenario, time, traffic);
        });
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
