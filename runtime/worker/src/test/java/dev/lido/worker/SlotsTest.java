package dev.lido.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lido.protocol.v1.Place;
import dev.lido.protocol.v1.Refused;
import dev.lido.protocol.v1.WorkerMessage;
import dev.lido.protocol.v1.WorkerMessage.KindCase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who gets the slots, over the wire. */
class SlotsTest {

  private final Gate gate = new Gate();
  private final Worker worker = Workers.start(2);
  private final TestCaller caller = TestCaller.connect(worker);
  private final TestCaller other = TestCaller.connect(worker);

  @AfterEach
  void close() {
    gate.open();
    caller.close();
    other.close();
    worker.close();
  }

  @Test
  void shouldTellTheLastCallerThatTheOthersAreGone() {
    caller.place(gate::pass);
    gate.awaitInside(1);
    Awaitility.await().until(() -> lastLoad(other) == 1);

    caller.close();

    Awaitility.await().until(() -> lastLoad(other) == 0);
  }

  @Test
  void shouldCorrectTheLoadThatARefusalTold() {
    fill();
    Refused refused = other.refused(other.place(() -> 1));
    assertThat(refused.getLoad().getTaken()).isEqualTo(2);

    gate.open();

    Awaitility.await().until(() -> lastLoad(other) == 0);
  }

  private static int lastLoad(TestCaller caller) {
    List<WorkerMessage> loads = caller.received(KindCase.LOAD);
    return loads.isEmpty() ? -1 : loads.getLast().getLoad().getTaken();
  }

  @Test
  void shouldRefuseAtOnceBeyondItsSlots() {
    caller.place(gate::pass);
    other.place(gate::pass);
    gate.awaitInside(2);

    Refused refused = caller.refused(caller.place(() -> 1));

    assertThat(refused.getReason()).isEqualTo(Refused.Reason.FULL);
    assertThat(refused.getLoad().getTaken()).isEqualTo(2);
  }

  @Test
  void shouldHaveAFreeSlotForACallerThatHasSeenAChildEnd() {
    for (int i = 0; i < 200; i++) {
      List<Long> ids = List.of(caller.place(() -> 1), caller.place(() -> 2));
      ids.forEach(id -> assertThat(caller.ended(id).hasValue()).isTrue());
    }
    assertThat(caller.received(KindCase.REFUSED)).isEmpty();
  }

  @Test
  void shouldGrantAFreedSlotToACallerThatWaits() {
    fill();
    other.waiting(true);
    gate.open();

    other.await(KindCase.GRANT);
    long id = other.place(() -> "granted", Place.newBuilder().setGranted(true));

    assertThat(other.value(id)).isEqualTo("granted");
  }

  @Test
  void shouldTellAGrantBeforeTheEndThatFreedItsSlot() {
    fill();
    caller.waiting(true);
    caller.refused(caller.place(() -> 1));
    gate.open();

    caller.await(KindCase.ENDED);

    List<KindCase> kinds =
        caller.received().stream().map(WorkerMessage::getKindCase).distinct().toList();
    assertThat(kinds.indexOf(KindCase.GRANT)).isLessThan(kinds.indexOf(KindCase.ENDED));
  }

  @Test
  void shouldPassTheGrantsOfACallerThatIsGoneOn() {
    other.waiting(true);
    other.await(KindCase.GRANT);
    Awaitility.await().until(() -> worker.taken() == 2);
    caller.waiting(true);

    other.close();

    Awaitility.await().until(() -> caller.received(KindCase.GRANT).size() == 2);
  }

  @Test
  void shouldPassReturnedGrantsOn() {
    other.waiting(true);
    Awaitility.await().until(() -> other.received(KindCase.GRANT).size() == 2);
    caller.waiting(true);

    other.returnGrants(1);

    caller.await(KindCase.GRANT);
    assertThat(worker.taken()).isEqualTo(2);
  }

  @Test
  void shouldTellTheLoadThatOthersMake() {
    caller.place(gate::pass);

    assertThat(other.await(KindCase.LOAD).getLoad().getTaken()).isEqualTo(1);
    gate.open();
    Awaitility.await().until(() -> other.received(KindCase.LOAD).size() == 2);
    assertThat(other.received(KindCase.LOAD).getLast().getLoad().getTaken()).isZero();
    assertThat(caller.received(KindCase.LOAD)).isEmpty();
  }

  @Test
  void shouldNeverRunMoreThanItsSlotsWhoeverPlaces() {
    Gate counter = new Gate();
    counter.open();
    List<Thread> callers = new ArrayList<>();
    for (int c = 0; c < 4; c++) {
      callers.add(Thread.ofPlatform().start(() -> placeUntilDone(counter, 50)));
    }
    callers.forEach(SlotsTest::join);

    assertThat(counter.mostInside()).isLessThanOrEqualTo(2);
    assertThat(worker.taken()).isZero();
  }

  private void placeUntilDone(Gate counter, int tasks) {
    try (TestCaller own = TestCaller.connect(worker)) {
      int done = 0;
      while (done < tasks) {
        long id = own.place(counter::pass);
        done += own.answer(id).hasEnded() ? 1 : 0;
      }
    }
  }

  private void fill() {
    caller.place(gate::pass);
    caller.place(gate::pass);
    gate.awaitInside(2);
  }

  private static void join(Thread thread) {
    try {
      assertThat(thread.join(Duration.ofSeconds(60))).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
