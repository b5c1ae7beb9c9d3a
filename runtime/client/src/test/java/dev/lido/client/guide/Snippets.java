package dev.lido.client.guide;

import dev.lido.client.Child;
import dev.lido.client.ChildEnd;
import dev.lido.client.ChildId;
import dev.lido.client.LocalSettings;
import dev.lido.client.Pool;
import dev.lido.client.PoolException;
import dev.lido.client.PoolExecutor;
import dev.lido.client.PoolFullException;
import dev.lido.client.Pools;
import dev.lido.client.TaskFailedException;
import dev.lido.client.TaskNotSerializableException;
import dev.lido.client.TaskTimeoutException;
import dev.lido.client.micrometer.PoolMeters;
import dev.lido.protocol.task.Task;
import dev.lido.protocol.task.WorkerContext;
import io.micrometer.core.instrument.MeterRegistry;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.slf4j.MDC;

/** What docs/calling.md shows, line for line. */
final class Snippets {

  private Snippets() {}

  static BigInteger prime(int bits) {
    try (Pools pools = Pools.connect()) {
      Pool primes = pools.pool("primes");
      return primes.call(() -> BigInteger.TWO.pow(bits).nextProbablePrime());
    }
  }

  static List<BigInteger> captures(Pool pool) {
    List<BigInteger> from = List.of(BigInteger.TEN, BigInteger.TWO.pow(64));
    List<BigInteger> primes =
        pool.call(() -> from.stream().map(BigInteger::nextProbablePrime).toList());
    return primes;
  }

  static void noValue(Pool pool, String file) {
    pool.call(
        () -> {
          Files.writeString(Path.of(file), "done");
          return null;
        });
  }

  static String whoCalls(Pool pool) {
    Thread caller = Thread.currentThread();
    try {
      return pool.call(() -> "called by " + caller.getName());
    } catch (TaskNotSerializableException e) {
      String name = caller.getName(); // what is needed of it, and can be sent
      return pool.call(() -> "called by " + name);
    }
  }

  static byte[] named(Pool pool) {
    byte[] prime = pool.call("next-prime", BigInteger.TEN.toByteArray());
    return prime;
  }

  static List<CompletableFuture<BigInteger>> submit(Pool pool) {
    List<CompletableFuture<BigInteger>> primes =
        IntStream.of(64, 128, 256)
            .mapToObj(bits -> pool.submit(() -> BigInteger.TWO.pow(bits).nextProbablePrime()))
            .toList();
    primes.forEach(prime -> System.out.println(prime.join()));
    return primes;
  }

  static void cast(Pool pool, String file) {
    pool.cast(
        () -> {
          Files.writeString(Path.of(file), "done");
          return null;
        });
  }

  static String place(Pool pool) {
    Child child =
        pool.placeChild(
            () -> {
              WorkerContext me = WorkerContext.current().orElseThrow();
              BigInteger prime = BigInteger.TWO;
              while (!me.isCancelled()) {
                prime = prime.nextProbablePrime();
              }
              return null;
            });
    String id = child.id().toString(); // keep it where the other process finds it
    return id;
  }

  static String stop(Pool pool, String id) {
    Child child = pool.child(ChildId.parse(id));
    ChildEnd end = child.stop().join(); // monitor() waits for its end, and does nothing to it
    return switch (end) {
      case ChildEnd.Stopped stopped -> "it was stopped";
      case ChildEnd.Threw threw -> "it had thrown " + threw.failure();
      case ChildEnd.Stuck stuck -> "it ignores its interrupt";
      case ChildEnd.WorkerLost lost -> "its worker is gone";
      default -> "it had ended before: " + end;
    };
  }

  static BigInteger executor(Pool pool) throws InterruptedException, ExecutionException {
    try (PoolExecutor executor = pool.executor()) {
      Future<BigInteger> prime = executor.submit(() -> BigInteger.TEN.nextProbablePrime());
      return prime.get();
    }
  }

  static BigInteger anyExecutor(Pool pool) throws InterruptedException, ExecutionException {
    try (ExecutorService executor = pool.executor()) {
      Task<BigInteger> task = () -> BigInteger.TEN.nextProbablePrime();
      return executor.submit(task).get();
    }
  }

  static List<Integer> views(Pool pool) {
    Pool patient = pool.withTimeout(Duration.ofMinutes(5)).withQueueTimeout(Duration.ofMinutes(1));
    Pool customer = patient.partition("customer-42").idempotent(2);
    int partition = customer.call(() -> WorkerContext.current().orElseThrow().partition());
    return List.of(partition, customer.members().getFirst().partition());
  }

  static String rest(Pool pool) {
    try {
      return pool.withTimeout(Duration.ofMillis(200))
          .call(
              () -> {
                Thread.sleep(Duration.ofMinutes(1));
                return "rested";
              });
    } catch (TaskTimeoutException e) {
      return "interrupted in " + e.worker().orElseThrow();
    }
  }

  static CompletableFuture<String> submitted(Pool pool) {
    CompletableFuture<String> rest =
        pool.submit(
            () -> {
              Thread.sleep(Duration.ofMinutes(1));
              return "rested";
            });
    rest.cancel(true);
    return rest;
  }

  static BigInteger run(Pool pool, Task<BigInteger> task) {
    try {
      return pool.call(task);
    } catch (TaskFailedException e) {
      throw new IllegalStateException("the search itself failed", e.getCause());
    } catch (PoolException e) {
      if (!e.retrySafe()) {
        throw e;
      }
      return pool.withQueueTimeout(Duration.ofMinutes(5)).call(task);
    }
  }

  static Optional<BigInteger> ifThereIsRoom(Pool pool) {
    try {
      Pool hasty = pool.withQueueTimeout(Duration.ZERO);
      return Optional.of(hasty.call(() -> BigInteger.TEN.nextProbablePrime()));
    } catch (PoolFullException e) {
      return Optional.empty();
    }
  }

  static BigInteger nested(Pool pool, Duration patience) {
    BigInteger prime =
        pool.call(
            () -> {
              Pool inner = Shared.pool("primes").withQueueTimeout(patience);
              return inner.call(() -> BigInteger.TEN.nextProbablePrime());
            });
    return prime;
  }

  static ConcurrentLinkedQueue<String> output(Pool pool) {
    ConcurrentLinkedQueue<String> lines = new ConcurrentLinkedQueue<>();
    pool.withOutput(line -> lines.add(line.worker() + ": " + line.text()))
        .call(
            () -> {
              System.out.println("half of it is done");
              return null;
            });
    return lines;
  }

  static String context(Pool pool) {
    String where =
        pool.call(
            () -> {
              WorkerContext me = WorkerContext.current().orElseThrow();
              return me.worker() + " of " + me.pool() + ", for " + me.remaining().orElseThrow();
            });
    return where;
  }

  static String mdc(Pool pool) {
    MDC.put("request", "r-7");
    String request = pool.call(() -> MDC.get("request"));
    MDC.clear();
    return request;
  }

  static void meters(Pools pools, MeterRegistry registry) {
    new PoolMeters(pools).bindTo(registry);
  }

  static BigInteger local() {
    Pool pool =
        Pool.local(
            LocalSettings.DEFAULTS
                .withPartitions(2)
                .withHandler("next-prime", new NextPrime()::handle));
    BigInteger prime = new BigInteger(pool.call("next-prime", BigInteger.TEN.toByteArray()));
    return prime;
  }

  static List<Future<BigInteger>> threads(Pool pool) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      return IntStream.range(0, 100)
          .mapToObj(bits -> threads.submit(() -> run(pool, () -> BigInteger.TWO.pow(bits))))
          .toList();
    }
  }
}
