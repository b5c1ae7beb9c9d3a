package dev.lido.client.internal.placement;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * A worker by the letter of the protocol, with another caller that comes and goes; what it says and
 * hears is on its way until the simulation delivers it.
 */
final class SimulatedWorker implements Link {

  final int capacity;
  final WorkerSlots slots;
  final Map<Long, SimulatedWork> children = new LinkedHashMap<>();
  final Queue<Consumer<Placer>> toCaller = new ArrayDeque<>();
  final Deque<Runnable> toWorker = new ArrayDeque<>();
  private final Map<Long, SimulatedWork> onTheWay = new LinkedHashMap<>();
  final boolean lacksCode;
  private final Consumer<SimulatedWorker> beforePlace;
  int placing = -1;
  int others;
  int granted;
  boolean waiting;
  boolean draining;

  SimulatedWorker(
      String name,
      int partition,
      int capacity,
      boolean lacksCode,
      Consumer<SimulatedWorker> beforePlace) {
    this.beforePlace = beforePlace;
    this.capacity = capacity;
    this.lacksCode = lacksCode;
    this.slots = new WorkerSlots(name, partition, capacity, this);
  }

  int taken() {
    return children.size() + granted + others;
  }

  @Override
  public void place(long id, Work work, boolean usesGrant) {
    placing = work.isPatient() ? ((SimulatedWork) work).number : -1;
    beforePlace.accept(this);
    ((SimulatedWork) work).unsent = false;
    onTheWay.put(id, (SimulatedWork) work);
    toWorker.add(() -> admit(id, (SimulatedWork) work, usesGrant));
  }

  @Override
  public void monitor(long child) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void stop(long child) {
    throw new UnsupportedOperationException();
  }

  private void admit(long id, SimulatedWork work, boolean usesGrant) {
    onTheWay.remove(id);
    if (draining) {
      refuse(id, Refusal.DRAINING);
      return;
    }
    granted -= usesGrant && granted > 0 ? 1 : 0;
    if (taken() >= capacity) {
      refuse(id, Refusal.FULL);
    } else if (lacksCode) {
      refuse(id, Refusal.NOT_FOUND);
      grant();
    } else {
      work.starts++;
      children.put(id, work);
    }
  }

  private void refuse(long id, Refusal why) {
    int now = taken();
    toCaller.add(placer -> placer.refused(slots, id, why, "simulated", now));
  }

  /** One child ends. */
  void end(long id) {
    children.remove(id);
    grant();
    toCaller.add(
        placer -> {
          var unused = placer.ended(slots, id);
        });
  }

  /** The other caller takes a slot, or gives one back. */
  void changeOthers(int change) {
    int next = others + change;
    if (next >= 0 && taken() + change <= capacity) {
      others = next;
      grant();
      int now = taken();
      toCaller.add(placer -> placer.load(slots, now));
    }
  }

  void drain() {
    draining = true;
    granted = 0;
    waiting = false;
    toCaller.add(placer -> placer.draining(slots));
  }

  private void grant() {
    int free = draining || !waiting ? 0 : capacity - taken();
    for (int i = 0; i < free; i++) {
      granted++;
      toCaller.add(placer -> placer.granted(slots, 1));
    }
  }

  @Override
  public void cancel(long id) {
    toWorker.add(
        () -> {
          if (children.containsKey(id)) {
            end(id);
          }
        });
  }

  @Override
  public void waiting(boolean callerWaits) {
    toWorker.add(
        () -> {
          waiting = callerWaits && !draining;
          grant();
        });
  }

  @Override
  public void returnGrants(int count) {
    toWorker.add(
        () -> {
          granted -= Math.min(granted, count);
          waiting = false;
        });
  }

  @Override
  public void pong() {}

  @Override
  public void flush() {}

  /** Half of what has not arrived was not sent: the later half, as things go in order. */
  @Override
  public Set<Long> unsent() {
    Set<Long> unsent =
        onTheWay.keySet().stream().skip((onTheWay.size() + 1) / 2).collect(Collectors.toSet());
    onTheWay.forEach((id, work) -> work.unsent |= unsent.contains(id));
    return unsent;
  }
}
