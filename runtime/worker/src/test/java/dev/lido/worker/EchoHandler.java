package dev.lido.worker;

/** A named task of the tests. */
public final class EchoHandler implements TaskHandler {

  @Override
  public String name() {
    return "echo";
  }

  @Override
  public byte[] handle(byte[] argument) {
    return argument;
  }
}
