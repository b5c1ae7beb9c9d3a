package dev.lido.client.simulation;

import dev.lido.client.simulation.Traffic.Arrival;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Models of what others do, to compare with. */
final class ReferencePlacements {

  private ReferencePlacements() {}

  /** Slots without owners, and one queue for all callers, that knows everything at once. */
  static final class CentralQueue implements Traffic.Placement {
    private final VirtualTime time;
    private final Traffic traffic;
    private final long delayNanos;
    private final Deque<Arrival> queue = new ArrayDeque<>();
    private int free;

    CentralQueue(Scenario scenario, VirtualTime time, Traffic traffic) {
      this.time = time;
      this.traffic = traffic;
      this.delayNanos = scenario.delay().toNanos();
      this.free = scenario.workers() * scenario.slots();
    }

    @Override
    public void arrives(Arrival call) {
      queue.add(call);
      placeNext();
    }

    private void placeNext() {
      if (free > 0 && !queue.isEmpty()) {
        free--;
        Arrival call = queue.remove();
        time.after(delayNanos, () -> start(call));
      }
    }

    private void start(Arrival call) {
      traffic.starts(call);
      time.after(call.taskNanos, this::end);
    }

    private void end() {
      free++;
      placeNext();
    }
  }

  /** Each caller takes the better of two workers by its own counts; the call waits there. */
  static final class BestOfTwo implements Traffic.Placement {
    private final Scenario scenario;
    private final VirtualTime time;
    private final Traffic traffic;
    private final RandomGenerator random;
    private final int[][] inFlight;
    private final List<Queue> workers = new ArrayList<>();

    BestOfTwo(Scenario scenario, VirtualTime time, Traffic traffic) {
      this.scenario = scenario;
      this.time = time;
      this.traffic = traffic;
      this.random = new SplittableRandom(~scenario.seed());
      this.inFlight = new int[scenario.callers()][scenario.workers()];
      for (int i = 0; i < scenario.workers(); i++) {
        workers.add(new Queue(i));
      }
    }

    @Override
    public void arrives(Arrival call) {
      int[] own = inFlight[call.caller];
      int one = random.nextInt(own.length);
      int other = (one + 1 + random.nextInt(own.length - 1)) % own.length;
      Queue best = workers.get(own[one] <= own[other] ? one : other);
      own[best.number]++;
      time.after(scenario.delay().toNanos(), () -> best.take(call));
    }

    private final class Queue {
      private final int number;
      private final Deque<Arrival> waiting = new ArrayDeque<>();
      private int free = scenario.slots();

      Queue(int number) {
        this.number = number;
      }

      void take(Arrival call) {
        waiting.add(call);
        startNext();
      }

      private void startNext() {
        if (free > 0 && !waiting.isEmpty()) {
          free--;
          Arrival call = waiting.remove();
          traffic.starts(call);
          time.after(call.taskNanos, () -> end(call));
        }
      }

      private void end(Arrival call) {
        free++;
        time.after(scenario.delay().toNanos(), () -> inFlight[call.caller][number]--);
        startNext();
      }
    }
  }
}
