package dev.lido.worker;

import static java.nio.charset.StandardCharsets.UTF_8;

/** A named task of the tests, which throws what it is given. */
public final class FailHandler implements TaskHandler {

  @Override
  public String name() {
    return "fail";
  }

  @Override
  public byte[] handle(byte[] argument) {
    throw new IllegalStateException(new String(argument, UTF_8));
  }
}
