package dev.lido.worker;

import java.util.concurrent.CountDownLatch;

/** A named task of the tests, which ends only by an interrupt. */
public final class BlockHandler implements TaskHandler {

  @Override
  public String name() {
    return "block";
  }

  @Override
  public byte[] handle(byte[] argument) throws InterruptedException {
    new CountDownLatch(1).await();
    return argument;
  }
}
