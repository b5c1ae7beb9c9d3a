package dev.lido.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lido.client.testkit.Gates;
import dev.lido.client.testkit.Gates.Gate;
import java.io.NotSerializableException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import javax.management.BadAttributeValueExpException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every pool does, be it in a cluster or in one process. */
abstract class PoolContract {

  static final LocalSettings ONE_SLOT = LocalSettings.DEFAULTS.withMaxConcurrency(1);

  /** Returns a new pool that knows the named task {@code echo}. */
  abstract Pool pool(LocalSettings settings);

  private Pool pool() {
    return pool(LocalSettings.DEFAULTS);
  }

  @Test
  void shouldReturnWhatTheClosureReturns() {
    int base = 40;
    int value = pool().call(() -> base + 2);
    assertThat(value).isEqualTo(42);
  }

  @Test
  void shouldReturnNull() {
    @Nullable String value = pool().<@Nullable String>call(() -> null);
    assertThat(value).isNull();
  }

  @Test
  void shouldReturnLargeValuesOfLargeClosures() {
    byte[] large = new byte[3_000_000];
    large[2_999_999] = 7;
    byte[] value = pool().call(() -> large);
    assertThat(value).isEqualTo(large);
  }

  @Test
  void shouldRunVoidWork() {
    String gate = Gates.newGate();
    pool()
        .call(
            () -> {
              Gates.gate(gate).open();
              return null;
            });
    assertThat(Gates.gate(gate).inside()).isZero();
  }

  @Test
  void shouldRunNamedTasks() {
    byte[] value = pool().call("echo", "hello".getBytes(StandardCharsets.UTF_8));
    assertThat(value).asString(StandardCharsets.UTF_8).isEqualTo("hello");
  }

  @Test
  void shouldSayThatNoWorkerKnowsTheTask() {
    assertThatThrownBy(() -> pool().call("nonesuch", new byte[0]))
        .isInstanceOfSatisfying(
            TaskNotFoundException.class, failure -> assertThat(failure.retrySafe()).isTrue())
        .hasMessageContaining("nonesuch")
        .hasMessageContaining("echo");
  }

  @Test
  void shouldThrowWhatTheChildThrew() {
    TaskFailedException failure =
        catchThrowableOfType(
            TaskFailedException.class,
            () ->
                pool()
                    .call(
                        () -> {
                          throw new IllegalStateException("boom");
                        }));
    assertThat(failure.getCause()).isInstanceOf(IllegalStateException.class).hasMessage("boom");
    assertThat(failure.getCause().getStackTrace()[0].getClassName())
        .isEqualTo(PoolContract.class.getName());
    assertThat(failure.getStackTrace())
        .anyMatch(frame -> frame.getMethodName().equals("shouldThrowWhatTheChildThrew"));
    assertThat(failure.phase()).isEqualTo(Phase.RUNNING);
    assertThat(failure.retrySafe()).isFalse();
    assertThat(failure.worker()).isPresent();
    assertThat(failure).hasMessageContaining("IllegalStateException: boom");
  }

  @Test
  void shouldStandInForExceptionsThatCannotBeSent() {
    TaskFailedException failure =
        catchThrowableOfType(
            TaskFailedException.class,
            () ->
                pool()
                    .call(
                        () -> {
                          throw new UnsendableException();
                        }));
    assertThat(failure.getCause())
        .isInstanceOf(RemoteFailure.class)
        .hasToString(UnsendableException.class.getName() + ": it holds a thread");
    assertThat(failure.getCause().getStackTrace()).isNotEmpty();
  }

  static final class UnsendableException extends Exception {
    private static final long serialVersionUID = 1L;

    @SuppressWarnings("UnusedVariable")
    private final Object unsendable = new Object();

    UnsendableException() {
      super("it holds a thread");
    }
  }

  @Test
  void shouldNameTheCapturedArgumentThatCannotBeSent() {
    Pool pool = pool();
    int fine = 1;
    Object lock = new Object();
    assertThatThrownBy(() -> pool.call(() -> fine + lock.hashCode()))
        .isInstanceOf(TaskNotSerializableException.class)
        .hasMessageContaining(
            "captured argument 1 of the lambda in " + PoolContract.class.getName())
        .hasMessageContaining("java.lang.Object")
        .hasCauseInstanceOf(NotSerializableException.class);
    assertThat(pool.stats().placed()).isZero();
  }

  record Outer(List<Inner> inner) implements Serializable {}

  static final class Inner implements Serializable {
    private static final long serialVersionUID = 1L;
    private final Object socket = new Object();
  }

  @Test
  void shouldNameTheFieldThatCannotBeSent() {
    Outer outer = new Outer(List.of(new Inner()));
    assertThatThrownBy(() -> pool().submit(() -> outer.inner().getFirst().socket.hashCode()))
        .isInstanceOf(TaskNotSerializableException.class)
        .hasMessageContaining("Outer.inner[0] → Inner.socket (java.lang.Object)");
  }

  @Test
  void shouldSayThatTheValueCannotBeSent() {
    assertThatThrownBy(() -> pool().call(Object::new))
        .isInstanceOfSatisfying(
            TaskNotSerializableException.class,
            failure -> assertThat(failure.phase()).isEqualTo(Phase.RUNNING))
        .hasMessageContaining("it (java.lang.Object) is not serializable");
    assertThatThrownBy(() -> pool().call(() -> new Outer(List.of(new Inner()))))
        .isInstanceOf(TaskNotSerializableException.class)
        .hasMessageContaining("returned a " + Outer.class.getName())
        .hasMessageContaining("Outer.inner[0] → Inner.socket (java.lang.Object)");
  }

  static final class BrokenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @Override
    public String getMessage() {
      throw new IllegalStateException("no message");
    }
  }

  @Test
  void shouldEndAChildWhoseExceptionCannotBeDescribed() {
    Pool pool = pool(ONE_SLOT);
    assertThatThrownBy(
            () ->
                pool.withoutOutput()
                    .call(
                        () -> {
                          throw new BrokenException();
                        }))
        .isInstanceOf(TaskFailedException.class)
        .hasMessageContaining(BrokenException.class.getName());
    assertThat(pool.<Integer>call(() -> 1)).isEqualTo(1);
  }

  /** Cannot be read back. */
  static final class Unreadable implements Serializable {
    private static final long serialVersionUID = 1L;

    @SuppressWarnings("UnusedMethod")
    private Object readResolve() {
      throw new AssertionError("it does not want to be read");
    }
  }

  @Test
  void shouldSayThatTheValueCannotBeReadWhateverItsClassThrows() {
    assertThatThrownBy(() -> pool().call(Unreadable::new))
        .isInstanceOfSatisfying(
            CodeMismatchException.class,
            failure -> assertThat(failure.phase()).isEqualTo(Phase.RUNNING))
        .hasMessageContaining("it does not want to be read")
        .hasCauseInstanceOf(AssertionError.class);
  }

  @Test
  @SuppressWarnings("NullAway")
  void shouldRefuseNullAtOnce() {
    Pool pool = pool();
    byte[] argument = new byte[0];
    assertThatThrownBy(() -> pool.call((String) null, argument))
        .isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> pool.submit("echo", null)).isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> pool.cast(null, argument)).isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> pool.placeChild(null, argument))
        .isInstanceOf(NullPointerException.class);
    assertThat(pool.stats().placed()).isZero();
  }

  @Test
  void shouldSayTheShortestDeadline() {
    String gate = Gates.newGate();
    Pool brief = pool().withTimeout(Duration.ofNanos(1));
    assertThatThrownBy(() -> brief.call(() -> Gates.pass(gate, 1)))
        .isInstanceOf(TaskTimeoutException.class)
        .hasMessageContaining("did not end in 1 ns");
  }

  @Test
  void shouldRunContinuationsOnThreadsThatMayBlock() {
    CompletableFuture<Boolean> virtual =
        pool().submit(() -> 1).thenApply(one -> Thread.currentThread().isVirtual());
    Pool pool = pool();
    String gate = Gates.newGate();
    CompletableFuture<Boolean> later =
        pool.submit(() -> Gates.pass(gate, 1)).thenApply(one -> Thread.currentThread().isVirtual());
    Gates.gate(gate).open();
    assertThat(later).succeedsWithin(Duration.ofSeconds(5)).isEqualTo(true);
    assertThat(virtual).succeedsWithin(Duration.ofSeconds(5));
  }

  @Test
  void shouldRefuseSenselessViews() {
    Pool pool = pool();
    assertThatThrownBy(() -> pool.withTimeout(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> pool.withQueueTimeout(Duration.ofSeconds(-1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> pool.idempotent(-1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void shouldServeManyVirtualThreads() throws InterruptedException {
    Pool pool = pool(LocalSettings.DEFAULTS.withReplicas(2));
    Gate done = Gates.gate(Gates.newGate());
    List<Thread> callers =
        IntStream.range(0, 200)
            .mapToObj(
                i -> Thread.ofVirtual().start(() -> done.arrivals().add(pool.call(() -> i * i))))
            .toList();
    for (Thread caller : callers) {
      caller.join();
    }
    assertThat(done.arrivals())
        .containsExactlyInAnyOrderElementsOf(IntStream.range(0, 200).mapToObj(i -> i * i).toList());
  }

  @Test
  void shouldRefuseObjectsThatAreKnownForAttacksInBothDirections() {
    Pool pool = pool(LocalSettings.DEFAULTS);
    BadAttributeValueExpException gadget = new BadAttributeValueExpException("x");
    assertThatThrownBy(() -> pool.call(() -> gadget.toString()))
        .isInstanceOf(PoolException.class)
        .hasMessageContaining("LIDO_SERIAL_FILTER=javax.management.BadAttributeValueExpException");
    assertThatThrownBy(() -> pool.call(() -> new BadAttributeValueExpException("x")))
        .isInstanceOf(CodeMismatchException.class)
        .hasMessageContaining("LIDO_SERIAL_FILTER=javax.management.BadAttributeValueExpException");
  }
}
