package dev.lido.client.guide;

import dev.lido.worker.TaskHandler;
import java.math.BigInteger;

public final class NextPrime implements TaskHandler {

  @Override
  public String name() {
    return "next-prime";
  }

  @Override
  public byte[] handle(byte[] argument) {
    return new BigInteger(argument).nextProbablePrime().toByteArray();
  }
}
