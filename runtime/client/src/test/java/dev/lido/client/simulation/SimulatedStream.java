package dev.lido.client.simulation;

import dev.lido.client.internal.placement.Link;
import dev.lido.client.internal.placement.Placer;
import dev.lido.client.internal.placement.Refusal;
import dev.lido.client.internal.placement.Work;
import dev.lido.client.internal.placement.WorkerSlots;
import dev.lido.worker.admission.Admission;
import dev.lido.worker.admission.CallerSlots;
import dev.lido.worker.admission.Slots;
import dev.lido.worker.admission.StandBy;
import dev.lido.worker.admission.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The stream of one caller and one worker: says what the real one does, in the same order. */
final class SimulatedStream implements Link, CallerSlots.Outlet {

  private final SimulatedWorker worker;
  private final SimulatedCaller caller;
  private final CallerSlots slots;
  private final Wire wire;
  private final List<Runnable> left = new ArrayList<>();
  private @Nullable WorkerSlots known;

  SimulatedStream(SimulatedWorker worker, Slots slots, SimulatedCaller caller, Wire wire) {
    this.worker = worker;
    this.caller = caller;
    this.wire = wire;
    this.slots = slots.of(this);
  }

  void begin(WorkerSlots asTheCallerKnows) {
    known = asTheCallerKnows;
    int taken = slots.join();
    caller.hears(placer -> placer.joined(asTheCallerKnows, taken, false));
    slots.joined();
  }

  private WorkerSlots known() {
    if (known == null) {
      throw new IllegalStateException("the worker has not said hello");
    }
    return known;
  }

  @Override
  public void place(long id, Work work, boolean granted) {
    left.add(() -> placed(id, (SimulatedCall) work, granted));
  }

  private void placed(long id, SimulatedCall call, boolean granted) {
    Verdict verdict = slots.admit(granted);
    if (verdict == Verdict.STAND_BY) {
      verdict = slots.standBy(new StandingCall(id, call));
    }
    switch (verdict) {
      case ADMITTED -> start(id, call);
      case STAND_BY -> {}
      case FULL -> refuse(id);
      case DRAINING -> throw new IllegalStateException("nobody drains");
    }
  }

  private void start(long id, SimulatedCall call) {
    worker.start(call, () -> ended(id));
  }

  private void refuse(long id) {
    int taken = slots.refuse();
    tell(placer -> placer.refused(known(), id, Refusal.FULL, "", taken));
    slots.refusedAsFull();
  }

  /** A call that came before its slot was free. */
  private final class StandingCall implements StandBy {
    private final long id;
    private final SimulatedCall call;

    StandingCall(long id, SimulatedCall call) {
      this.id = id;
      this.call = call;
    }

    @Override
    public void start() {
      SimulatedStream.this.start(id, call);
    }

    @Override
    public void refuse(Verdict why) {
      SimulatedStream.this.refuse(id);
    }
  }

  private void ended(long id) {
    slots.release();
    tell(
        placer -> {
          var unused = placer.ended(known(), id);
        });
  }

  private void tell(Consumer<Placer> news) {
    wire.send(() -> caller.hears(news));
  }

  @Override
  public void waiting(boolean waiting) {
    left.add(() -> slots.waiting(waiting));
  }

  @Override
  public void returnGrants(int count) {
    left.add(() -> slots.giveBack(count));
  }

  @Override
  public void grant() {
    tell(placer -> placer.granted(known(), 1));
  }

  @Override
  public void load(Admission.Load load, int stuck) {
    tell(placer -> placer.othersHave(known(), load.byOthers()));
  }

  @Override
  public boolean isReady() {
    return true;
  }

  @Override
  public void flush() {
    List<Runnable> frame = List.copyOf(left);
    left.clear();
    wire.send(() -> frame.forEach(Runnable::run));
  }

  @Override
  public void cancel(long id) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void monitor(long child) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void stop(long child) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void pong() {}

  @Override
  public Set<Long> unsent() {
    return Set.of();
  }
}
