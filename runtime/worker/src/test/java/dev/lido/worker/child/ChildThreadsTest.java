package dev.lido.worker.child;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Children for which the JVM has no thread. */
@Timeout(20)
class ChildThreadsTest {

  private final Queue<String> heard = new ConcurrentLinkedQueue<>();
  private final CountDownLatch over = new CountDownLatch(1);
  private final ThreadFactory real = Thread.ofVirtual().factory();

  private ThreadFactory factory = real;
  private final ChildThreads threads = new ChildThreads(work -> factory.newThread(work));

  /** What becomes of it is heard. */
  private record Turn(String name, Queue<String> heard, CountDownLatch over)
      implements ChildThreads.Turn {

    @Override
    public void run() {
      heard.add(name + " runs");
      try {
        over.await();
      } catch (InterruptedException e) {
        heard.add(name + " was interrupted");
      }
    }

    @Override
    public void refuse(Throwable noThread) {
      heard.add(name + " refused");
      throw new OutOfMemoryError("as another has it");
    }
  }

  private ChildThreads.Turn turn(String name) {
    return new Turn(name, heard, over);
  }

  @Test
  void shouldRefuseWhoReliedOnAThreadThatDoesNotCome() {
    factory =
        work -> {
          threads.run(turn("late"));
          throw new OutOfMemoryError("no thread");
        };

    threads.run(turn("first"));

    assertThat(heard).containsExactly("first refused", "late refused");
  }

  @Test
  void shouldLetNobodyWaitForOneThatRunsWhenNoOtherThreadComes() {
    factory =
        work -> {
          factory = ChildThreadsTest::none;
          threads.run(turn("second"));
          return real.newThread(work);
        };

    threads.run(turn("first"));

    Awaitility.await().until(() -> heard.size() == 2);
    assertThat(heard).containsExactly("second refused", "first runs");
    over.countDown();
  }

  @Test
  void shouldRunChildrenWhenThereAreThreadsAgain() {
    over.countDown();
    factory = ChildThreadsTest::none;
    threads.run(turn("first"));
    factory = real;

    threads.run(turn("second"));

    Awaitility.await().until(() -> heard.size() == 2);
    assertThat(heard).containsExactly("first refused", "second runs");
  }

  private static Thread none(Runnable work) {
    throw new OutOfMemoryError("no thread");
  }
}
