package dev.lido.client.simulation;

import dev.lido.client.internal.placement.Placer;
import dev.lido.client.simulation.Traffic.Arrival;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The placement that callers and workers really have, {@link Placer} and {@link
 * dev.lido.worker.admission.Slots}; only time, the wire and the children are simulated.
 */
final class LidoPlacement implements Traffic.Placement {

  private static final int QUEUE_LIMIT = 1_000_000;

  private final List<SimulatedCaller> callers = new ArrayList<>();

  LidoPlacement(Scenario scenario, VirtualTime time, Traffic traffic) {
    SplittableRandom random = new SplittableRandom(~scenario.seed());
    Wire wire = new Wire(time, scenario.delay().toNanos());
    for (int i = 0; i < scenario.callers(); i++) {
      Placer placer = new Placer(random.split());
      placer.configure(1, QUEUE_LIMIT);
      callers.add(new SimulatedCaller(placer));
    }
    for (int i = 0; i < scenario.workers(); i++) {
      SimulatedWorker worker = new SimulatedWorker("w" + i, scenario.slots(), time, traffic);
      callers.forEach(caller -> worker.welcome(caller, wire));
    }
  }

  @Override
  public void arrives(Arrival call) {
    callers.get(call.caller).submit(call);
  }
}
