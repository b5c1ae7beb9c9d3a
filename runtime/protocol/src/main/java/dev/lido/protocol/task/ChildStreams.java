package dev.lido.protocol.task;

import java.io.PrintStream;

/** Where a child's threads print to; for workers. Thread-safe. */
public interface ChildStreams {

  /** Returns what stands for {@link System#out}. */
  PrintStream out();

  /** Returns what stands for {@link System#err}. */
  PrintStream err();
}
