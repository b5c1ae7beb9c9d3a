package dev.lido.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lido.worker.TaskHandler;

/** A named task that prints, and refuses to greet nobody. */
public final class GreetHandler implements TaskHandler {

  @Override
  public String name() {
    return "greet";
  }

  @Override
  public byte[] handle(byte[] argument) {
    String whom = new String(argument, UTF_8);
    System.out.println("greeting " + whom);
    if (whom.isEmpty()) {
      throw new IllegalArgumentException("nobody to greet");
    }
    return ("hello " + whom).getBytes(UTF_8);
  }
}
