package dev.lido.operator.apply;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/** Does many requests at a time, on virtual threads. It is thread-safe. */
final class VirtualThreads implements Parallel {

  private final Semaphore inFlight;

  VirtualThreads(int requests) {
    this.inFlight = new Semaphore(requests);
  }

  @Override
  public <I, O> List<O> map(Collection<I> inputs, Function<I, O> request)
      throws InterruptedException {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<O>> answers = new ArrayList<>(inputs.size());
      inputs.forEach(input -> answers.add(threads.submit(() -> limited(input, request))));
      return await(answers, threads);
    }
  }

  private <I, O> O limited(I input, Function<I, O> request) throws InterruptedException {
    inFlight.acquire();
    try {
      return request.apply(input);
    } finally {
      inFlight.release();
    }
  }

  private static <O> List<O> await(List<Future<O>> answers, ExecutorService threads)
      throws InterruptedException {
    try {
      List<O> done = new ArrayList<>(answers.size());
      for (Future<O> answer : answers) {
        done.add(answer.get());
      }
      return done;
    } catch (InterruptedException interrupted) {
      threads.shutdownNow();
      throw interrupted;
    } catch (ExecutionException broken) {
      threads.shutdownNow();
      throw new IllegalStateException("A request threw", broken.getCause());
    }
  }
}
