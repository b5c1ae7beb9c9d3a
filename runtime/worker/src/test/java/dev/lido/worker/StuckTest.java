package dev.lido.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lido.protocol.v1.Ended;
import dev.lido.protocol.v1.Failure;
import dev.lido.protocol.v1.Place;
import dev.lido.protocol.v1.Refused;
import dev.lido.protocol.v1.WorkerMessage;
import dev.lido.protocol.v1.WorkerMessage.KindCase;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Children that ignore their interrupt. */
class StuckTest {

  private static final Duration GRACE = Duration.ofMillis(700);

  private final Gate gate = new Gate();
  private final Worker worker = start(4, Duration.ofSeconds(30));
  private final TestCaller caller = TestCaller.connect(worker);

  private static Worker start(int maxConcurrency, Duration drainTimeout) {
    return new Worker(
            WorkerConfig.builder(new WorkerIdentity("default", "thumbnails", 0, "worker-1"))
                .maxConcurrency(maxConcurrency)
                .drainTimeout(drainTimeout)
                .stuckAfter(GRACE)
                .build())
        .start();
  }

  @AfterEach
  void close() {
    gate.open();
    caller.close();
    worker.close();
  }

  @Test
  void shouldTellWhereAChildHangsThatIgnoresItsDeadline() {
    // When
    long id = caller.place(gate::passStubbornly, within(Duration.ofMillis(50)));

    // Then
    Failure where = caller.await(KindCase.STUCK).getStuck().getFailure();
    assertThat(caller.await(KindCase.STUCK).getStuck().getId()).isEqualTo(id);
    assertThat(where.getKind()).isEqualTo(Failure.Kind.TIMED_OUT);
    assertThat(where.getThrown().getFramesList())
        .anyMatch(frame -> frame.getMethod().equals("passStubbornly"));
    assertThat(worker.stuck()).isZero();
  }

  /** Hangs when it is asked what it says. */
  private static final class HangingMessage extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Gate gate;

    HangingMessage(Gate gate) {
      this.gate = gate;
    }

    @Override
    public String getMessage() {
      return gate.passStubbornly();
    }
  }

  /** Hangs when it is serialized, until it is interrupted. */
  private static final class HangingWrite extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Gate gate;

    HangingWrite(Gate gate) {
      this.gate = gate;
    }

    @SuppressWarnings("UnusedMethod")
    private void writeObject(ObjectOutputStream out) throws IOException {
      gate.passUnlessInterrupted();
      throw new NotSerializableException("this");
    }
  }

  @Test
  void shouldInterruptAChildWhoseExceptionHangs() {
    // Given
    Gate hangs = gate;

    // When
    long id =
        caller.place(
            () -> {
              throw new HangingWrite(hangs);
            },
            within(Duration.ofMillis(50)));

    // Then
    assertThat(caller.ended(id).getFailure().getKind()).isEqualTo(Failure.Kind.TIMED_OUT);
    assertThat(gate.interrupts()).isEqualTo(1);
    assertThat(worker.taken()).isZero();
  }

  @Test
  void shouldCountAChildWhoseExceptionIgnoresTheInterrupt() {
    // Given
    Gate hangs = gate;

    // When
    long id =
        caller.place(
            () -> {
              throw new HangingMessage(hangs);
            },
            within(Duration.ofMillis(50)));

    // Then
    assertThat(caller.await(KindCase.STUCK).getStuck().getFailure().getThrown().getFramesList())
        .anyMatch(frame -> frame.getMethod().equals("getMessage"));
    awaitStuck(1);
    gate.open();
    assertThat(caller.ended(id).getFailure().getKind()).isEqualTo(Failure.Kind.TIMED_OUT);
    awaitStuck(0);
  }

  @Test
  void shouldCountTheSlotOfAStuckChildAsLostUntilItEnds() {
    // Given
    long id = caller.place(gate::passStubbornly, within(Duration.ofMillis(50)));

    // When
    awaitStuck(1);

    // Then
    Awaitility.await().until(() -> toldStuck() == 1);
    assertThat(worker.taken()).isEqualTo(1);
    assertThat(caller.value(caller.place(() -> "well"))).isEqualTo("well");
    gate.open();
    Ended ended = caller.ended(id);
    assertThat(ended.getFailure().getKind()).isEqualTo(Failure.Kind.TIMED_OUT);
    awaitStuck(0);
    Awaitility.await().until(() -> toldStuck() == 0);
    assertThat(worker.taken()).isZero();
    assertThat(worker.whenSpent()).isNotDone();
  }

  @Test
  void shouldCountACancelledChildThatGoesOn() {
    // Given
    long id = caller.place(gate::passStubbornly);
    gate.awaitInside(1);

    // When
    caller.cancel(id);

    // Then
    awaitStuck(1);
    assertThat(caller.received(KindCase.STUCK)).isEmpty();
  }

  @Test
  void shouldCountAChildThatWaitsForAMonitor() throws InterruptedException {
    // Given
    Thread holder = Thread.ofPlatform().start(() -> StuckTest.hold(gate));
    gate.awaitInside(1);

    // When
    long id = caller.place(StuckTest::enter, within(Duration.ofMillis(50)));

    // Then
    assertThat(caller.await(KindCase.STUCK).getStuck().getFailure().getThrown().getFramesList())
        .anyMatch(frame -> frame.getMethod().equals("enter"));
    awaitStuck(1);
    gate.open();
    assertThat(caller.ended(id).getFailure().getKind()).isEqualTo(Failure.Kind.TIMED_OUT);
    holder.join();
    awaitStuck(0);
  }

  @Test
  void shouldTellThoseWhoMonitorAStuckChild() {
    // Given
    Place.Builder placed =
        within(Duration.ofMillis(50)).setPlacedChild(true).setReportStart(true).setUnlinked(true);
    caller.place(gate::passStubbornly, placed);
    long child = caller.await(KindCase.STARTED).getStarted().getChild();

    // When
    caller.monitor(child);

    // Then
    Failure stuck = caller.await(KindCase.CHILD_ENDED).getChildEnded().getFailure();
    assertThat(stuck.getKind()).isEqualTo(Failure.Kind.STUCK);
    gate.open();
    awaitStuck(0);
    Awaitility.await()
        .untilAsserted(
            () -> {
              caller.monitor(child);
              assertThat(caller.received(KindCase.CHILD_ENDED).getLast().getChildEnded())
                  .extracting(ended -> ended.getFailure().getKind())
                  .isEqualTo(Failure.Kind.TIMED_OUT);
            });
  }

  @Test
  void shouldDrainWhenMostSlotsAreLost() throws Exception {
    // Given
    caller.place(gate::passStubbornly, within(Duration.ofMillis(50)));
    caller.place(gate::passStubbornly, within(Duration.ofMillis(50)));
    awaitStuck(2);
    assertThat(worker.whenSpent()).isNotDone();
    Gate good = new Gate();
    long running = caller.place(good::pass);
    good.awaitInside(1);

    // When
    caller.place(gate::passStubbornly, within(Duration.ofMillis(50)));

    // Then
    worker.whenSpent().get(20, TimeUnit.SECONDS);
    caller.await(KindCase.DRAINING);
    assertThat(caller.refused(caller.place(() -> 1)).getReason())
        .isEqualTo(Refused.Reason.DRAINING);
    assertThat(worker.whenDrained()).isNotDone();
    good.open();
    assertThat(caller.value(running)).isEqualTo("passed");
    worker.whenDrained().get(20, TimeUnit.SECONDS);
    assertThat(worker.stop()).isFalse();
    assertThat(caller.over().isOk()).isTrue();
  }

  private void awaitStuck(int count) {
    Awaitility.await().pollInterval(Duration.ofMillis(5)).until(() -> worker.stuck() == count);
  }

  private int toldStuck() {
    return caller.received(KindCase.LOAD).stream()
        .map(WorkerMessage::getLoad)
        .reduce((first, last) -> last)
        .map(load -> load.getStuck())
        .orElse(-1);
  }

  private static synchronized void hold(Gate gate) {
    gate.passUnlessInterrupted();
  }

  private static synchronized String enter() {
    return "entered";
  }

  private static Place.Builder within(Duration timeout) {
    return Place.newBuilder().setTimeoutNanos(timeout.toNanos());
  }
}
