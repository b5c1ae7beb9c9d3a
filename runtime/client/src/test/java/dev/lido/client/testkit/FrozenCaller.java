package dev.lido.client.testkit;

import dev.lido.client.Child;
import dev.lido.client.ChildEnd;
import dev.lido.client.Pool;
import dev.lido.client.Pools;
import dev.lido.client.TaskFailedException;
import dev.lido.client.TaskNotFoundException;
import dev.lido.client.TaskTimeoutException;
import dev.lido.protocol.tls.Tls;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A program of callers, to be run with a client of another version; it uses the public API alone. */
public final class FrozenCaller {

  private FrozenCaller() {}

  /** Calls the pool of the cluster at the URL {@code args[0]} in every way. */
  public static void main(String[] args) throws Exception {
    System.out.println(Pools.class.getProtectionDomain().getCodeSource().getLocation());
    try (KubernetesClient cluster =
            new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder().withMasterUrl(args[0]).build())
                .build();
        Pools pools =
            Pools.builder()
                .client(cluster)
                .namespace(TestWorkers.POOL.namespace())
                .tls(Tls.plaintext())
                .connect()) {
      call(pools.pool(TestWorkers.POOL.name()));
    }
    System.out.println("all is well");
  }

  private static void call(Pool pool) throws Exception {
    String captured = "frame";
    check(pool.call(() -> captured + " 10").equals("frame 10"));
    check(pool.call("echo", new byte[1_000_000]).length == 1_000_000);
    check(pool.partition("customer").<Integer>call(() -> 7) == 7);
    List<CompletableFuture<Integer>> all = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      int number = i;
      all.add(pool.submit(() -> number));
    }
    for (int i = 0; i < all.size(); i++) {
      check(all.get(i).get(20, TimeUnit.SECONDS) == i);
    }
    fail(pool);
    Child child = pool.placeChild(() -> 1);
    check(child.monitor().get(20, TimeUnit.SECONDS) instanceof ChildEnd.Returned);
  }

  private static void fail(Pool pool) {
    try {
      pool.call(
          () -> {
            throw new IllegalStateException("no such frame");
          });
      check(false);
    } catch (TaskFailedException e) {
      check(String.valueOf(e.getCause()).contains("no such frame"));
    }
    try {
      pool.call("unheard-of", new byte[0]);
      check(false);
    } catch (TaskNotFoundException e) {
      check(String.valueOf(e.getMessage()).contains("unheard-of"));
    }
    try {
      pool.withTimeout(Duration.ofMillis(50)).call(FrozenCaller::sleep);
      check(false);
    } catch (TaskTimeoutException e) {
      check(!e.retrySafe());
    }
  }

  private static int sleep() throws InterruptedException {
    TimeUnit.MINUTES.sleep(1);
    return 1;
  }

  private static void check(boolean holds) {
    if (!holds) {
      throw new AssertionError("this does not hold any more");
    }
  }
}
