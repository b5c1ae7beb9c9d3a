package dev.lido.client.testkit;

import dev.lido.worker.TaskHandler;

/** Gives back what it gets. */
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
