package dev.lido.worker.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdmissionTest {

  private final Admission<String> admission = new Admission<>(2);

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

    assertThat(admission.release("a")).containsExactly("b");
    assertThat(admission.release("a")).containsExactly("c");
    assertThat(admission.taken()).isEqualTo(2);
  }

  @Test
  void shouldGrantFreeSlotsAtOnceToOneThatBeginsToWait() {
    join("a");

    assertThat(admission.setWaiting("a", true)).containsExactly("a", "a");
    assertThat(admission.setWaiting("a", true)).isEmpty();
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

    assertThat(admission.giveBack("a", 1)).containsExactly("b");
    assertThat(admission.giveBack("a", 1)).isEmpty();
    assertThat(admission.giveBack("b", -1)).isEmpty();
    assertThat(admission.taken()).isEqualTo(1);
  }

  @Test
  void shouldFreeTheGrantsOfACallerThatLeavesButNotItsChildren() {
    join("a", "b");
    admission.admit("a", false);
    admission.setWaiting("a", true);

    assertThat(admission.setWaiting("b", true)).isEmpty();
    assertThat(admission.leave("a")).containsExactly("b");
    assertThat(admission.leave("a")).isEmpty();
    assertThat(admission.release("a")).containsExactly("b");
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
    assertThat(admission.setWaiting("a", true)).isEmpty();
    assertThat(admission.release("a")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 16})
  void shouldKeepItsCountsInAnyHistory(int capacity) {
    for (int seed = 0; seed < 300; seed++) {
      new AdmissionHistory(new Random(seed), capacity).run(400);
    }
  }

  @Test
  void shouldServeWaitingCallersEquallyOften() {
    Admission<Integer> fair = new Admission<>(3);
    int[] served = new int[5];
    for (int caller = 0; caller < 5; caller++) {
      fair.join(caller);
      for (int granted : fair.setWaiting(caller, true)) {
        assertThat(fair.admit(granted, true)).isEqualTo(Verdict.ADMITTED);
      }
    }
    int running = 0;
    for (int round = 0; round < 500; round++) {
      List<Integer> granted = fair.release(running);
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
