package dev.lido.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.lido.client.internal.Entry;
import dev.lido.client.internal.group.Group;
import dev.lido.client.testkit.TestWorkers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a pool says that is closed. Nothing here may take as long as a connect may. */
class ClosedPoolTest {

  private static final Duration AT_ONCE = Duration.ofSeconds(2);

  private final TestWorkers workers = TestWorkers.unknown();
  private final Group group = workers.caller();
  private final Pool pool = Entry.pool(group);
  private final CompletableFuture<Object> answer = new CompletableFuture<>();

  @AfterEach
  void close() {
    workers.close();
  }

  private Thread askForMembers() {
    return Thread.ofPlatform()
        .start(
            () -> {
              try {
                answer.complete(pool.members());
              } catch (PoolException failure) {
                answer.completeExceptionally(failure);
              }
            });
  }

  private static void assertClosed(CompletableFuture<?> answer) {
    assertThat(answer)
        .failsWithin(AT_ONCE)
        .withThrowableOfType(ExecutionException.class)
        .havingCause()
        .isInstanceOf(PoolClosedException.class)
        .withMessageContaining("Pools.close() was called");
  }

  @Test
  void shouldRefuseToTellItsMembersAtOnce() {
    group.close();
    askForMembers();
    assertClosed(answer);
    assertThatThrownBy(() -> pool.call(() -> 1)).isInstanceOf(PoolClosedException.class);
  }

  @Test
  void shouldWakeWhoWaitsForItsMembers() {
    Thread waiting = askForMembers();
    await().until(() -> waiting.getState() == Thread.State.TIMED_WAITING);
    group.close();
    assertClosed(answer);
  }

  @Test
  void shouldNotTakeAWorkerForLost() {
    group.close();
    Child child = pool.child(new ChildId("w-0-0", 1));
    assertClosed(child.monitor());
    assertClosed(child.stop());
  }
}
