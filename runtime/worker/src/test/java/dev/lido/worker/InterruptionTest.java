package dev.lido.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.lido.protocol.task.Task;
import dev.lido.protocol.v1.Failure;
import dev.lido.protocol.v1.Place;
import dev.lido.protocol.v1.Refused;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Deadlines, cancelling, and callers that go. */
class InterruptionTest {

  private final Gate gate = new Gate();
  private final Worker worker = Workers.start(2);
  private final TestCaller caller = TestCaller.connect(worker);

  @AfterEach
  void close() {
    gate.open();
    caller.close();
    worker.close();
  }

  @Test
  void shouldInterruptAChildAtItsDeadline() {
    long placedAt = System.nanoTime();

    long id = caller.place(gate::pass, within(Duration.ofMillis(200)));

    Failure failure = caller.ended(id).getFailure();
    assertThat(failure.getKind()).isEqualTo(Failure.Kind.TIMED_OUT);
    assertThat(failure.getThrown().getClassName()).isEqualTo("java.lang.InterruptedException");
    assertThat(System.nanoTime() - placedAt).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(200));
  }

  @Test
  void shouldFreeTheSlotOfATimedOutChildOnlyWhenItEnds() {
    long id = caller.place(gate::passStubbornly, within(Duration.ofMillis(50)));
    Awaitility.await().until(() -> gate.interrupts() == 1);
    assertThat(worker.taken()).isEqualTo(1);

    gate.open();

    assertThat(caller.ended(id).getFailure().getKind()).isEqualTo(Failure.Kind.TIMED_OUT);
    assertThat(worker.taken()).isZero();
  }

  @Test
  void shouldNotInterruptAChildThatEndsInTime() {
    long id = caller.place(() -> "quick", within(Duration.ofSeconds(20)));

    assertThat(caller.value(id)).isEqualTo("quick");
  }

  @Test
  void shouldInterruptACancelledChild() {
    long id = caller.place(gate::pass);
    gate.awaitInside(1);

    caller.cancel(id);

    assertThat(caller.ended(id).getFailure().getKind()).isEqualTo(Failure.Kind.CANCELLED);
    assertThat(worker.taken()).isZero();
  }

  @Test
  void shouldIgnoreACancelThatComesTooLate() {
    long id = caller.place(() -> 1);
    caller.ended(id);

    caller.cancel(id);

    assertThat(caller.value(caller.place(() -> 2))).isEqualTo(2);
  }

  @Test
  void shouldWithdrawAPlaceWhoseCancelOvertakesItsParts() {
    byte[] large = new byte[20_000_000];

    long id = caller.place(() -> large.length);
    caller.cancel(id);

    assertThat(caller.refused(id).getReason()).isEqualTo(Refused.Reason.CANCELLED);
    assertThat(worker.taken()).isZero();
  }

  @Test
  void shouldWithdrawAPlaceWhoseTimeIsOverBeforeItWasRead() {
    long id = caller.place(new SlowToRead(gate), within(Duration.ofMillis(50)));

    assertThat(caller.refused(id).getReason()).isEqualTo(Refused.Reason.TIMED_OUT);
  }

  @Test
  void shouldInterruptTheLinkedChildrenOfACallerThatIsGone() {
    caller.place(gate::pass);
    Gate unlinkedGate = new Gate();
    caller.place(unlinkedGate::pass, Place.newBuilder().setUnlinked(true));
    gate.awaitInside(1);
    unlinkedGate.awaitInside(1);

    caller.close();

    Awaitility.await().until(() -> worker.taken() == 1);
    assertThat(gate.inside()).isZero();
    assertThat(unlinkedGate.inside()).isEqualTo(1);
    unlinkedGate.open();
    Awaitility.await().until(() -> worker.taken() == 0);
  }

  @Test
  void shouldTakeAHalfClosedStreamForOver() throws Exception {
    caller.place(gate::pass);
    gate.awaitInside(1);

    caller.halfClose();

    assertThat(caller.over().isOk()).isTrue();
    gate.awaitInside(0);
  }

  @Test
  void shouldGoOnWhileChildrenKeepAllProcessorsBusy() {
    long busy = caller.place(InterruptionTest::spin, within(Duration.ofMillis(300)));
    long busyToo = caller.place(InterruptionTest::spin, within(Duration.ofMillis(300)));

    assertThat(caller.refused(caller.place(() -> 1)).getReason()).isEqualTo(Refused.Reason.FULL);
    assertThat(caller.ended(busy).getFailure().getKind()).isEqualTo(Failure.Kind.TIMED_OUT);
    assertThat(caller.ended(busyToo).getFailure().getKind()).isEqualTo(Failure.Kind.TIMED_OUT);
  }

  @Test
  void shouldRefuseAnIdThatIsInUse() {
    ByteString closure = TestCaller.serialized((Task<String>) gate::pass);
    long id = caller.placeClosure(closure, Place.newBuilder());
    gate.awaitInside(1);

    caller.placeAgain(id, closure);

    assertThat(caller.refused(id).getReason()).isEqualTo(Refused.Reason.UNREADABLE);
    assertThat(worker.taken()).isEqualTo(1);
  }

  private static int spin() {
    int turns = 0;
    while (!Thread.currentThread().isInterrupted()) {
      turns++;
    }
    return turns;
  }

  private static Place.Builder within(Duration timeout) {
    return Place.newBuilder().setTimeoutNanos(timeout.toNanos());
  }

  /** A task whose reading blocks. */
  private record SlowToRead(Gate gate) implements Task<String> {
    SlowToRead {
      if (Thread.currentThread().isVirtual()) {
        gate.passUnlessInterrupted();
      }
    }

    @Override
    public String call() {
      return "read";
    }
  }
}
