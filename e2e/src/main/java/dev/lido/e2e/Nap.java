package dev.lido.e2e;

import dev.lido.protocol.task.Task;

/**
 * Sleeps, and returns its number.
 *
 * @param number what tells this call from others
 * @param millis how long it takes
 */
public record Nap(long number, long millis) implements Task<Long> {

  @Override
  public Long call() throws InterruptedException {
    Thread.sleep(millis);
    return number;
  }
}
