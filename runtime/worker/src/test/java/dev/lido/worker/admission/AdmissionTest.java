package dev.lido.worker.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdmissionTest {

  private long now = 1;
  private final Admission<String> admission = new Admission<>(2, () -> now);

  @Test
  void shouldAdmitUpToItsCapacityAndRefuseBeyond() {
    join("a", "b");

    assertThat(admission.admit("a", false)).isEqualTo(Verdict.ADMITTED);
    assertThat(admission.admit("b", false)).isEqualTo(Verdict.ADMITTED);
    assertThat(admission.admit("a", false)).isEqualTo(Verdict.FULL);
    assertThat(admission.taken()).isEqualTo(2);
    assertThat(admission.takenByOthers("a")).isEqualTo(1);
  }

  @Test
  void shouldGrantFreeSlotsToTheWaitingInTurn() {
    join("a", "b", "c");
    fill("a");
    admission.setWaiting("b", true);
    admission.setWaiting("c", true);

    assertThat(admission.release("a").granted()).containsExactly("b");
    assertThat(admission.release("a").granted()).containsExactly("c");
    assertThat(admission.taken()).isEqualTo(2);
  }

  @Test
  void shouldGrantFreeSlotsAtOnceToOneThatBeginsToWait() {
    join("a");

    assertThat(admission.setWaiting("a", true).granted()).containsExactly("a", "a");
    assertThat(admission.setWaiting("a", true).granted()).isEmpty();
  }

  @Test
  void shouldHoldAGrantedSlotForItsCallerOnly() {
    join("a", "b");
    fill("b");
    admission.setWaiting("a", true);
    admission.release("b");

    assertThat(admission.admit("b", false)).isEqualTo(Verdict.FULL);
    assertThat(admission.admit("b", true)).isEqualTo(Verdict.FULL);
    assertThat(admission.admit("a", true)).isEqualTo(Verdict.ADMITTED);
    assertThat(admission.admit("a", true)).isEqualTo(Verdict.FULL);
  }

  @Test
  void shouldPassReturnedGrantsOnAndNotBack() {
    join("a", "b");
    fill("b");
    admission.setWaiting("a", true);
    admission.setWaiting("b", true);
    admission.release("b");

    assertThat(admission.giveBack("a", 1).granted()).containsExactly("b");
    assertThat(admission.giveBack("a", 1).granted()).isEmpty();
    assertThat(admission.giveBack("b", -1).granted()).isEmpty();
    assertThat(admission.taken()).isEqualTo(1);
  }

  @Test
  void shouldFreeTheGrantsOfACallerThatLeavesButNotItsChildren() {
    join("a", "b");
    admission.admit("a", false);
    admission.setWaiting("a", true);

    assertThat(admission.setWaiting("b", true).granted()).isEmpty();
    assertThat(admission.leave("a").granted()).containsExactly("b");
    assertThat(admission.leave("a").granted()).isEmpty();
    assertThat(admission.release("a").granted()).containsExactly("b");
    assertThat(admission.admit("a", false)).isEqualTo(Verdict.FULL);
  }

  @Test
  void shouldVoidGrantsInADrain() {
    join("a");
    admission.admit("a", false);
    admission.setWaiting("a", true);

    admission.drain();

    assertThat(admission.taken()).isEqualTo(1);
    assertThat(admission.admit("a", true)).isEqualTo(Verdict.DRAINING);
    assertThat(admission.setWaiting("a", true).granted()).isEmpty();
    assertThat(admission.release("a").granted()).isEmpty();
  }

  @Test
  void shouldGrantAheadAndStartWhatStandsByWhenASlotIsFree() {
    // Given
    turnOver();
    Noted work = new Noted();

    // When
    assertThat(admission.admit("a", true)).isEqualTo(Verdict.STAND_BY);
    assertThat(admission.standBy("a", work)).isEqualTo(Verdict.STAND_BY);

    // Then
    assertThat(admission.taken()).isEqualTo(2);
    assertThat(admission.release("a").starts()).containsExactly(work);
    assertThat(admission.taken()).isEqualTo(2);
    assertThat(admission.withdraw(work)).isFalse();
  }

  @Test
  void shouldGiveWorkThatIsToStandByTheSlotThatBecomesFreeJustBefore() {
    // Given
    turnOver();
    assertThat(admission.admit("a", true)).isEqualTo(Verdict.STAND_BY);
    admission.release("a");

    // When
    Verdict verdict = admission.standBy("a", new Noted());

    // Then
    assertThat(verdict).isEqualTo(Verdict.ADMITTED);
    assertThat(admission.admit("a", true)).as("what comes later").isNotEqualTo(Verdict.ADMITTED);
  }

  @Test
  void shouldNotLetWorkStandByForLong() {
    // Given
    turnOver();
    Noted work = new Noted();
    admission.admit("a", true);
    admission.standBy("a", work);

    // When
    now += admission.patience();

    // Then
    assertThat(admission.impatient()).containsExactly(work);
    assertThat(admission.tookBack().granted()).as("nothing ahead for now").isEmpty();
    assertThat(admission.release("a").granted()).as("and again").hasSizeGreaterThan(1);
  }

  @Test
  void shouldNotLookAheadWhereTheRoundTripIsNothing() {
    join("a");
    fill("a");
    admission.setWaiting("a", true);

    for (int i = 0; i < 100; i++) {
      now += 500;
      assertThat(admission.release("a").granted()).containsExactly("a");
      now += 1;
      assertThat(admission.admit("a", true)).isEqualTo(Verdict.ADMITTED);
    }
  }

  /** Children that take ten times as long as a round trip, one after the other. */
  private void turnOver() {
    join("a");
    fill("a");
    admission.setWaiting("a", true);
    int granted = 0;
    while (granted < 2) {
      now += 1_000_000;
      granted = admission.release("a").granted().size();
      now += 100_000;
      assertThat(admission.admit("a", true)).isEqualTo(Verdict.ADMITTED);
    }
  }

  private static final class Noted implements StandBy {
    @Override
    public void start() {}

    @Override
    public void refuse(Verdict why) {}
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 16})
  void shouldKeepItsCountsInAnyHistory(int capacity) {
    int mostAhead = 0;
    for (int seed = 0; seed < 300; seed++) {
      AdmissionHistory history = new AdmissionHistory(new Random(seed), capacity);
      history.run(400);
      mostAhead = Math.max(mostAhead, history.mostAhead());
    }
    assertThat(mostAhead).as("it looked ahead").isPositive();
  }

  @Test
  void shouldServeWaitingCallersEquallyOften() {
    Admission<Integer> fair = new Admission<>(3, () -> 0);
    int[] served = new int[5];
    for (int caller = 0; caller < 5; caller++) {
      fair.join(caller);
      for (int granted : fair.setWaiting(caller, true).granted()) {
        assertThat(fair.admit(granted, true)).isEqualTo(Verdict.ADMITTED);
      }
    }
    int running = 0;
    for (int round = 0; round < 500; round++) {
      List<Integer> granted = fair.release(running).granted();
      assertThat(granted).hasSize(1);
      running = granted.getFirst();
      served[running]++;
      assertThat(fair.admit(running, true)).isEqualTo(Verdict.ADMITTED);
    }
    assertThat(served).containsOnly(100);
  }

  private void join(String... callers) {
    List.of(callers).forEach(admission::join);
  }

  private void fill(String caller) {
    assertThat(admission.admit(caller, false)).isEqualTo(Verdict.ADMITTED);
    assertThat(admission.admit(caller, false)).isEqualTo(Verdict.ADMITTED);
  }
}
