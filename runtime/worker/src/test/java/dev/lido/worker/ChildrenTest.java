package dev.lido.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.lido.protocol.task.Task;
import dev.lido.protocol.v1.Failure;
import dev.lido.protocol.v1.Place;
import dev.lido.protocol.v1.Refused;
import dev.lido.protocol.v1.ThrowableInfo;
import dev.lido.protocol.v1.WorkerHello;
import dev.lido.protocol.v1.WorkerMessage.KindCase;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What becomes of one child. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChildrenTest {

  private Worker worker;
  private TestCaller caller;

  @BeforeAll
  void startWorker() {
    worker = Workers.start(5);
  }

  @AfterAll
  void closeWorker() {
    worker.close();
  }

  @BeforeEach
  void connect() {
    caller = TestCaller.connect(worker);
  }

  @AfterEach
  void disconnect() {
    caller.close();
  }

  @Test
  void shouldSayHello() {
    WorkerHello hello = caller.await(KindCase.HELLO).getHello();

    assertThat(hello.getPool()).isEqualTo("thumbnails");
    assertThat(hello.getWorker()).isEqualTo("worker-1");
    assertThat(hello.getMaxConcurrency()).isEqualTo(5);
    assertThat(hello.getDraining()).isFalse();
    assertThat(hello.getPid()).isEqualTo(ProcessHandle.current().pid());
  }

  @Test
  void shouldReturnTheValueOfAClosureWithItsCaptures() {
    int factor = 6;

    long id = caller.place(() -> factor * 7);

    assertThat(caller.value(id)).isEqualTo(42);
  }

  @Test
  void shouldReturnNothingForNull() {
    long id = caller.place(() -> null);

    assertThat(caller.ended(id).getValue()).isEmpty();
  }

  @Test
  void shouldCarryLargePayloadsBothWays() {
    byte[] large = new byte[5_000_000];
    new Random(1).nextBytes(large);

    long id = caller.place(() -> large.clone());

    assertThat((byte[]) caller.value(id)).isEqualTo(large);
  }

  @Test
  void shouldSendWhatTheChildThrew() {
    long id =
        caller.place(
            () -> {
              Exception e = new IllegalStateException("no luck", new java.io.IOException("disk"));
              e.addSuppressed(new RuntimeException("and this"));
              throw e;
            });

    Failure failure = caller.ended(id).getFailure();
    ThrowableInfo thrown = failure.getThrown();
    assertThat(failure.getKind()).isEqualTo(Failure.Kind.THREW);
    assertThat(thrown.getClassName()).isEqualTo("java.lang.IllegalStateException");
    assertThat(thrown.getMessage()).isEqualTo("no luck");
    assertThat(thrown.getFrames(0).getClassName()).isEqualTo(ChildrenTest.class.getName());
    assertThat(thrown.getCause().getMessage()).isEqualTo("disk");
    assertThat(thrown.getSuppressed(0).getMessage()).isEqualTo("and this");
    assertThat(TestCaller.deserialized(failure.getThrownObject()))
        .isInstanceOf(IllegalStateException.class)
        .extracting("message")
        .isEqualTo("no luck");
  }

  @Test
  void shouldCutThrowablesThatGoInCircles() {
    long id =
        caller.place(
            () -> {
              Exception outer = new Exception("outer");
              Exception inner = new Exception("inner", outer);
              outer.initCause(inner);
              outer.addSuppressed(inner);
              throw outer;
            });

    ThrowableInfo thrown = caller.ended(id).getFailure().getThrown();
    assertThat(thrown.getCause().getMessage()).isEqualTo("inner");
    assertThat(thrown.getCause().hasCause()).isFalse();
    assertThat(thrown.getSuppressedList()).isEmpty();
  }

  @Test
  void shouldDescribeAnExceptionThatCannotBeSerialized() {
    long id = caller.place(() -> raise(new Unserializable()));

    Failure failure = caller.ended(id).getFailure();
    assertThat(failure.getThrown().getClassName()).isEqualTo(Unserializable.class.getName());
    assertThat(failure.getThrown().hasMessage()).isFalse();
    assertThat(failure.getThrownObject()).isEmpty();
  }

  @Test
  void shouldTakeErrorsForTheChildsOwnFailures() {
    List<Long> ids =
        List.of(
            caller.place(() -> recurse(1)),
            caller.place(() -> new long[Integer.MAX_VALUE].length),
            caller.place(() -> raise(new NoClassDefFoundError("some/Gone"))),
            caller.place(BadInitializer::value));

    assertThat(ids)
        .extracting(id -> caller.ended(id).getFailure().getThrown().getClassName())
        .containsExactly(
            "java.lang.StackOverflowError",
            "java.lang.OutOfMemoryError",
            "java.lang.NoClassDefFoundError",
            "java.lang.ExceptionInInitializerError");
    assertThat(caller.value(caller.place(() -> "well"))).isEqualTo("well");
  }

  @Test
  void shouldSayWhichValueCannotBeSent() {
    long id = caller.place(() -> List.of(new Object()));

    Failure failure = caller.ended(id).getFailure();
    assertThat(failure.getKind()).isEqualTo(Failure.Kind.VALUE_NOT_SERIALIZABLE);
    assertThat(failure.getMessage()).contains("[0] (java.lang.Object) is not serializable");
  }

  @Test
  void shouldRefuseAClosureOfAClassThatItLacks() {
    ByteString closure = TestCaller.serialized((Task<Object>) () -> new Marker());
    ByteString gone =
        renamed(
            renamed(closure, "dev/lido/worker/ChildrenTest", "dev/lido/worker/GoneAwayTest"),
            "dev.lido.worker.ChildrenTest",
            "dev.lido.worker.GoneAwayTest");

    long id = caller.placeClosure(gone, plain());
    long id2 =
        caller.placeClosure(
            renamed(
                TestCaller.serialized(new Marker()),
                "dev.lido.worker.ChildrenTest$Marker",
                "dev.lido.worker.GoneAwayTest$Marker"),
            plain());

    for (Refused refused : List.of(caller.refused(id), caller.refused(id2))) {
      assertThat(refused.getReason()).isEqualTo(Refused.Reason.NOT_FOUND);
      assertThat(refused.getMessage()).contains("dev.lido.worker.GoneAwayTest");
    }
  }

  @Test
  void shouldRefuseALambdaThatItsClassHasNot() {
    ByteString closure = TestCaller.serialized((Task<Object>) () -> new Marker());

    long id = caller.placeClosure(renamed(closure, "lambda$", "lambdo$"), plain());

    assertThat(caller.refused(id).getReason()).isEqualTo(Refused.Reason.CODE_MISMATCH);
  }

  @Test
  void shouldRefuseAClassOfAnotherShape() {
    ByteString closure = TestCaller.serialized(new Marker());

    long id = caller.placeClosure(renamed(closure, "LIDOLIDO", "OTHEROTH"), plain());

    assertThat(caller.refused(id).getReason()).isEqualTo(Refused.Reason.CODE_MISMATCH);
  }

  @Test
  void shouldRefuseWhatIsNoTask() {
    long garbage = caller.placeClosure(ByteString.copyFromUtf8("garbage"), plain());
    long noTask = caller.placeClosure(TestCaller.serialized("a string"), plain());
    long hugeArray = caller.placeClosure(hugeArray(), plain());

    assertThat(List.of(garbage, noTask, hugeArray))
        .extracting(id -> caller.refused(id).getReason())
        .containsOnly(Refused.Reason.UNREADABLE);
    assertThat(worker.taken()).isZero();
  }

  @Test
  void shouldRunNamedTasks() {
    ByteString large = ByteString.copyFrom(new byte[400_000]);

    long id = caller.placeNamed("echo", large);

    assertThat(caller.ended(id).getValue()).isEqualTo(large);
  }

  @Test
  void shouldSayWhichNamedTasksThereAre() {
    long id = caller.placeNamed("resize", ByteString.EMPTY);

    assertThat(caller.refused(id).getReason()).isEqualTo(Refused.Reason.NOT_FOUND);
    assertThat(caller.refused(id).getMessage()).contains("'resize'").endsWith("block, echo, fail");
  }

  @Test
  void shouldReportTheStartWhenAsked() {
    Gate gate = new Gate();

    long id = caller.place(gate::pass, Place.newBuilder().setReportStart(true));

    assertThat(caller.await(KindCase.STARTED).getStarted().getId()).isEqualTo(id);
    gate.open();
    assertThat(caller.value(id)).isEqualTo("passed");
  }

  @Test
  void shouldFindTheApplicationsClassesByTheContextClassLoader() {
    long id = caller.place(() -> Thread.currentThread().getContextClassLoader() != null);

    assertThat(caller.value(id)).isEqualTo(true);
  }

  private static Place.Builder plain() {
    return Place.newBuilder();
  }

  private static Object raise(Throwable thrown) throws Exception {
    if (thrown instanceof Error error) {
      throw error;
    }
    throw (Exception) thrown;
  }

  private static int recurse(int depth) {
    return depth < 0 ? 0 : depth + recurse(depth + 1);
  }

  /** Replaces a string by another of the same length. */
  private static ByteString renamed(ByteString bytes, String from, String to) {
    assertThat(to).hasSameSizeAs(from);
    String text = bytes.toString(StandardCharsets.ISO_8859_1);
    assertThat(text).contains(from);
    return ByteString.copyFrom(text.replace(from, to), StandardCharsets.ISO_8859_1);
  }

  /** An array of a byte that says it has two thousand million. */
  private static ByteString hugeArray() {
    byte[] bytes = TestCaller.serialized(new byte[1]).toByteArray();
    bytes[bytes.length - 5] = 0x7f;
    return ByteString.copyFrom(bytes);
  }

  private static final class Unserializable extends Exception {
    private static final long serialVersionUID = 1L;

    @SuppressWarnings("unused")
    private final Object field = new Object();

    @Override
    public String getMessage() {
      throw new IllegalStateException("not even this");
    }
  }

  /** Its serialVersionUID is the bytes of LIDOLIDO. */
  private static final class Marker implements Task<String> {
    private static final long serialVersionUID = 0x4C49444F_4C49444FL;

    @Override
    public String call() {
      return "marked";
    }
  }

  private static final class BadInitializer {
    private static final int VALUE = Integer.parseInt("not a number");

    static int value() {
      return VALUE;
    }
  }
}
