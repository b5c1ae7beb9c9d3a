package dev.lido.client.simulation;

import dev.lido.client.internal.placement.Link;
import dev.lido.client.internal.placement.Placer;
import dev.lido.client.internal.placement.Work;
import dev.lido.client.internal.placement.WorkerSlots;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * The decisions of a caller that has nine tenths of its workers' slots, one after the other, without
 * the wire: some child ends, and another call takes a slot. Not thread-safe.
 */
public final class Decisions {

  private static final int QUEUE = 1_000;

  private final SplittableRandom random = new SplittableRandom(1);
  private final Placer placer = new Placer(random.split());
  private final Setting setting;
  private final List<SimulatedCall> placed = new ArrayList<>();
  private int next = -1;

  /** What the caller has to do with. */
  public enum Setting {
    /** There are free slots, and no other caller. */
    ALONE,
    /** There are free slots, and other callers. */
    SHARED,
    /** All slots are taken, and calls wait. */
    FULL
  }

  /** Creates workers, and the first calls. */
  public Decisions(int workers, int slots, Setting setting) {
    this.setting = setting;
    placer.configure(1, 2 * QUEUE);
    int others = setting == Setting.SHARED ? slots / 2 : 0;
    for (int i = 0; i < workers; i++) {
      placer.joined(new WorkerSlots("w" + i, 0, slots, new NoWire()), others, false);
    }
    int all = workers * (slots - others);
    int calls = setting == Setting.FULL ? all + QUEUE : all * 9 / 10;
    for (int i = 0; i < calls; i++) {
      submit();
    }
  }

  /** Decides once. */
  public void next() {
    next = random.nextInt(placed.size());
    SimulatedCall ends = placed.get(next);
    WorkerSlots slots = Objects.requireNonNull(ends.worker());
    var unused = placer.ended(slots, ends.number());
    if (setting == Setting.FULL) {
      placer.granted(slots, 1);
    }
    submit();
  }

  /** Returns how often work was given to a worker. */
  public long count() {
    return placer.placedCount();
  }

  private void submit() {
    placer.submit(new SimulatedCall());
    placer.takeWritten().forEach(Link::flush);
  }

  private void placed(SimulatedCall call, long number) {
    call.number(number);
    if (next < 0) {
      placed.add(call);
    } else {
      placed.set(next, call);
    }
  }

  /** Sends nothing, and remembers what was placed. */
  private final class NoWire implements Link {
    @Override
    public void place(long id, Work work, boolean granted) {
      placed((SimulatedCall) work, id);
    }

    @Override
    public void cancel(long id) {}

    @Override
    public void waiting(boolean waiting) {}

    @Override
    public void returnGrants(int count) {}

    @Override
    public void monitor(long child) {}

    @Override
    public void stop(long child) {}

    @Override
    public void pong() {}

    @Override
    public void flush() {}

    @Override
    public Set<Long> unsent() {
      return Set.of();
    }
  }
}
