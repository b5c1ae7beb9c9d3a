package dev.lido.protocol.output;

import dev.lido.protocol.task.ChildStreams;
import java.io.PrintStream;

/**
 * Puts itself in the place of {@link System#out} and {@link System#err}: what a child's threads
 * print goes to the child's streams, all else where it went before.
 *
 * <p>Code that sets {@code System.out} later takes its place, for children too.
 */
public final class StandardStreams {

  private StandardStreams() {}

  /** Begins, unless it has begun and nobody has set the streams since. */
  public static void install() {
    if (!(System.out instanceof RoutedStream && System.err instanceof RoutedStream)) {
      replace();
    }
  }

  private static synchronized void replace() {
    if (!(System.out instanceof RoutedStream)) {
      System.setOut(new RoutedStream(System.out, ChildStreams::out));
    }
    if (!(System.err instanceof RoutedStream)) {
      System.setErr(new RoutedStream(System.err, ChildStreams::err));
    }
  }

  /** Returns the process's own standard output, or what {@code System.out} is now. */
  static PrintStream out() {
    return original(System.out);
  }

  /** Returns the process's own standard error, or what {@code System.err} is now. */
  static PrintStream err() {
    return original(System.err);
  }

  private static PrintStream original(PrintStream stream) {
    return stream instanceof RoutedStream routed ? routed.original() : stream;
  }
}
