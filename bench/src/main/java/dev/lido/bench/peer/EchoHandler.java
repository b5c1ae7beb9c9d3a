package dev.lido.bench.peer;

import dev.lido.worker.TaskHandler;

/** The named task that is measured: its argument back. */
public final class EchoHandler implements TaskHandler {

  static final String NAME = "echo";

  /** Made by the worker. */
  public EchoHandler() {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public byte[] handle(byte[] argument) {
    return argument;
  }
}
