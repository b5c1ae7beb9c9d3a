package dev.lido.worker.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
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

  /** Who was granted a slot that was not free, and who stands by, in order. */
  private final Map<Integer, Integer> revoked = new HashMap<>();

  private final Deque<Integer> ahead = new ArrayDeque<>();

  private final Deque<Standing> standing = new ArrayDeque<>();

  private long now = 1;
  private int mostAhead;
  private int nextCaller;
  private boolean draining;

  AdmissionHistory(Random random, int capacity) {
    this.random = random;
    this.capacity = capacity;
    this.admission = new Admission<>(capacity, () -> now);
  }

  void run(int steps) {
    for (int step = 0; step < steps; step++) {
      step();
      check();
    }
  }

  /** Returns how many slots were granted ahead at once, at most. */
  int mostAhead() {
    return mostAhead;
  }

  private void step() {
    now += random.nextInt(1_000_000);
    int dice = random.nextInt(104);
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
    } else if (dice < 99) {
      giveBack(anyCaller(), random.nextInt(4));
    } else if (dice > 99 || random.nextInt(10) > 0) {
      beImpatient();
    } else {
      draining = true;
      waiting.clear();
      granted.clear();
      ahead.clear();
      revoked.clear();
      assertThat(admission.drain()).containsExactlyElementsOf(standing);
      standing.clear();
    }
  }

  private void beImpatient() {
    List<StandBy> refused = admission.impatient();
    if (!refused.isEmpty()) {
      assertThat(refused)
          .containsExactlyElementsOf(
              standing.stream().filter(each -> present.contains(each.caller)).toList());
      standing.removeAll(refused);
      ahead.forEach(caller -> revoked.merge(caller, 1, Integer::sum));
      ahead.clear();
      releaseQuietly();
      note(admission.tookBack());
    }
  }

  private int anyCaller() {
    return present.stream().skip(random.nextInt(present.size())).findFirst().orElseThrow();
  }

  private void leave(int caller) {
    present.remove(caller);
    waiting.remove(caller);
    granted.remove(caller);
    revoked.remove(caller);
    ahead.removeIf(each -> each == caller);
    note(admission.leave(caller));
  }

  private void place(int caller, boolean useGrant) {
    boolean byGrant = useGrant && granted.getOrDefault(caller, 0) > 0;
    boolean byRevoked = useGrant && !byGrant && revoked.getOrDefault(caller, 0) > 0;
    boolean byGrantAhead = useGrant && ahead.contains(caller);
    Verdict expected =
        draining
            ? Verdict.DRAINING
            : byGrant || (taken() < capacity && !byRevoked)
                ? Verdict.ADMITTED
                : byGrantAhead && !byRevoked ? Verdict.STAND_BY : Verdict.FULL;
    assertThat(admission.admit(caller, useGrant)).isEqualTo(expected);
    if (expected == Verdict.ADMITTED) {
      running.add(caller);
      if (byGrant) {
        granted.merge(caller, -1, Integer::sum);
      }
    } else if (expected == Verdict.STAND_BY) {
      ahead.removeFirstOccurrence(caller);
      standBy(new Standing(caller));
    } else if (expected == Verdict.FULL) {
      revoked.computeIfPresent(caller, (c, count) -> byRevoked ? count - 1 : count);
      note(admission.grantFree());
    }
  }

  private void standBy(Standing work) {
    assertThat(admission.standBy(work.caller, work)).isEqualTo(Verdict.STAND_BY);
    standing.add(work);
    if (random.nextInt(10) == 0) {
      assertThat(admission.withdraw(work)).isTrue();
      standing.remove(work);
    }
  }

  private void release() {
    if (!running.isEmpty()) {
      note(admission.release(running.remove(/* index */ random.nextInt(running.size()))));
    }
  }

  private void setWaiting(int caller, boolean waits) {
    if (waits && !draining) {
      waiting.add(caller);
    } else {
      waiting.remove(caller);
    }
    note(admission.setWaiting(caller, waits));
  }

  private void giveBack(int caller, int count) {
    waiting.remove(caller);
    for (int i = 0; i < count; i++) {
      if (granted.getOrDefault(caller, 0) > 0) {
        granted.merge(caller, -1, Integer::sum);
      } else if (revoked.getOrDefault(caller, 0) > 0) {
        revoked.merge(caller, -1, Integer::sum);
      } else {
        ahead.removeFirstOccurrence(caller);
      }
    }
    note(admission.giveBack(caller, count));
  }

  /** While what stood by is told that it may not, nobody is granted anything. */
  private void releaseQuietly() {
    if (!running.isEmpty()) {
      Freed<Integer> freed = admission.release(running.remove(/* index */ 0));
      for (StandBy start : freed.starts()) {
        assertThat(start).isEqualTo(standing.removeFirst());
        running.add(((Standing) start).caller);
      }
      assertThat(freed.granted()).isEmpty();
    }
  }

  /** Free slots are for what stands by, then for grants made ahead, then for new grants. */
  private void note(Freed<Integer> freed) {
    for (StandBy start : freed.starts()) {
      assertThat(start).as("first in, first out").isEqualTo(standing.removeFirst());
      running.add(((Standing) start).caller);
    }
    assertThat(standing.isEmpty() || taken() == capacity).as("none stands by in vain").isTrue();
    while (taken() < capacity && !ahead.isEmpty()) {
      granted.merge(ahead.removeFirst(), 1, Integer::sum);
    }
    assertThat(waiting).as("only the waiting are granted a slot").containsAll(freed.granted());
    for (int caller : freed.granted()) {
      assertThat(revoked.getOrDefault(caller, 0)).as("what comes must not overtake").isZero();
      if (taken() < capacity) {
        granted.merge(caller, 1, Integer::sum);
      } else {
        ahead.add(caller);
      }
    }
    mostAhead = Math.max(mostAhead, ahead.size() + standing.size());
  }

  private int taken() {
    return running.size() + granted.values().stream().mapToInt(Integer::intValue).sum();
  }

  private void check() {
    assertThat(admission.taken()).as("no slot is lost or made").isEqualTo(taken());
    assertThat(taken()).as("exact").isLessThanOrEqualTo(capacity);
    assertThat(ahead.size() + standing.size()).as("ahead").isLessThanOrEqualTo((capacity + 1) / 2);
    if (waiting.stream().anyMatch(caller -> revoked.getOrDefault(caller, 0) == 0)) {
      assertThat(taken()).as("no slot is free while a caller waits").isEqualTo(capacity);
    }
    for (int caller : present) {
      long own = running.stream().filter(child -> child == caller).count();
      assertThat(admission.takenByOthers(caller))
          .isEqualTo((int) (taken() - own - granted.getOrDefault(caller, 0)));
    }
  }

  /** Work that stands by. */
  private static final class Standing implements StandBy {
    private final int caller;

    Standing(int caller) {
      this.caller = caller;
    }

    @Override
    public void start() {}

    @Override
    public void refuse(Verdict why) {}
  }
}
