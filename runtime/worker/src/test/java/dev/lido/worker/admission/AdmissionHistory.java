package dev.lido.worker.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** A random history of an admission, which checks it against plain bookkeeping at every step. */
final class AdmissionHistory {

  private static final int CALLERS = 4;

  private final Random random;
  private final int capacity;
  private final Admission<Integer> admission;
  private final Set<Integer> present = new HashSet<>();
  private final Set<Integer> waiting = new HashSet<>();
  private final Map<Integer, Integer> granted = new HashMap<>();

  /** The callers of the children that run. */
  private final List<Integer> running = new ArrayList<>();

  private int nextCaller;
  private boolean draining;

  AdmissionHistory(Random random, int capacity) {
    this.random = random;
    this.capacity = capacity;
    this.admission = new Admission<>(capacity);
  }

  void run(int steps) {
    for (int step = 0; step < steps; step++) {
      step();
      check();
    }
  }

  private void step() {
    int dice = random.nextInt(100);
    if (present.isEmpty() || (dice < 5 && present.size() < CALLERS)) {
      present.add(nextCaller);
      admission.join(nextCaller++);
    } else if (dice < 8) {
      leave(anyCaller());
    } else if (dice < 45) {
      place(anyCaller(), random.nextBoolean());
    } else if (dice < 70) {
      release();
    } else if (dice < 90) {
      setWaiting(anyCaller(), random.nextInt(3) > 0);
    } else if (dice < 99 || random.nextInt(10) > 0) {
      giveBack(anyCaller(), random.nextInt(4));
    } else {
      draining = true;
      waiting.clear();
      granted.clear();
      admission.drain();
    }
  }

  private int anyCaller() {
    return present.stream().skip(random.nextInt(present.size())).findFirst().orElseThrow();
  }

  private void leave(int caller) {
    present.remove(caller);
    waiting.remove(caller);
    granted.remove(caller);
    noteGrants(admission.leave(caller));
  }

  private void place(int caller, boolean useGrant) {
    boolean byGrant = useGrant && granted.getOrDefault(caller, 0) > 0;
    Verdict expected =
        draining
            ? Verdict.DRAINING
            : byGrant || taken() < capacity ? Verdict.ADMITTED : Verdict.FULL;
    assertThat(admission.admit(caller, useGrant)).isEqualTo(expected);
    if (expected == Verdict.ADMITTED) {
      running.add(caller);
      if (byGrant) {
        granted.merge(caller, -1, Integer::sum);
      }
    }
  }

  private void release() {
    if (!running.isEmpty()) {
      noteGrants(admission.release(running.remove(/* index */ random.nextInt(running.size()))));
    }
  }

  private void setWaiting(int caller, boolean waits) {
    if (waits && !draining) {
      waiting.add(caller);
    } else {
      waiting.remove(caller);
    }
    noteGrants(admission.setWaiting(caller, waits));
  }

  private void giveBack(int caller, int count) {
    waiting.remove(caller);
    granted.computeIfPresent(caller, (c, held) -> Math.max(0, held - count));
    noteGrants(admission.giveBack(caller, count));
  }

  private void noteGrants(List<Integer> callers) {
    assertThat(waiting).as("only the waiting are granted a slot").containsAll(callers);
    callers.forEach(caller -> granted.merge(caller, 1, Integer::sum));
  }

  private int taken() {
    return running.size() + granted.values().stream().mapToInt(Integer::intValue).sum();
  }

  private void check() {
    assertThat(admission.taken()).as("no slot is lost or made").isEqualTo(taken());
    assertThat(taken()).as("exact").isLessThanOrEqualTo(capacity);
    if (!waiting.isEmpty()) {
      assertThat(taken()).as("no slot is free while a caller waits").isEqualTo(capacity);
    }
    for (int caller : present) {
      long own = running.stream().filter(child -> child == caller).count();
      assertThat(admission.takenByOthers(caller))
          .isEqualTo((int) (taken() - own - granted.getOrDefault(caller, 0)));
    }
  }
}
