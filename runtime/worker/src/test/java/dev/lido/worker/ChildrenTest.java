package dev.lido.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lido.protocol.v1.WorkerHello;
import dev.lido.protocol.v1.WorkerMessage.KindCase;
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
}
