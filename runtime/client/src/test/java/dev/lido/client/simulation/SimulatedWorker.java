package dev.lido.client.simulation;

import dev.lido.client.internal.placement.WorkerSlots;
import dev.lido.worker.admission.Slots;

/** A worker around its real slots. */
final class SimulatedWorker {

  private final String name;
  private final int capacity;
  private final VirtualTime time;
  private final Traffic traffic;
  private final Slots slots;
  private int running;

  SimulatedWorker(String name, int capacity, VirtualTime time, Traffic traffic) {
    this.name = name;
    this.capacity = capacity;
    this.time = time;
    this.traffic = traffic;
    this.slots = new Slots(capacity, time::after, time::nanos, () -> 0);
  }

  /** A caller connects, before the first call. */
  void welcome(SimulatedCaller caller, Wire wire) {
    SimulatedStream stream = new SimulatedStream(this, slots, caller, wire);
    WorkerSlots known = new WorkerSlots(name, 0, capacity, stream);
    stream.begin(known);
  }

  /** Runs a child, whose slot was admitted. */
  void start(SimulatedCall call, Runnable whenEnded) {
    running++;
    if (running > capacity) {
      throw new IllegalStateException(name + " runs more children than it has slots");
    }
    traffic.starts(call.arrival());
    time.after(
        call.arrival().taskNanos,
        () -> {
          running--;
          whenEnded.run();
        });
  }
}
