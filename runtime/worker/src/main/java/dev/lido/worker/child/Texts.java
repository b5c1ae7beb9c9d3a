package dev.lido.worker.child;

import dev.lido.protocol.v1.Failure;
import dev.lido.protocol.v1.StackFrame;

/** Texts for people, which must not become larger than a frame, whoever made them. */
final class Texts {

  private static final int MAX_CHARS = 8 * 1024;

  private Texts() {}

  /** Returns a stack as exceptions print it, from the second line on. */
  static String frames(Failure failure) {
    StringBuilder text = new StringBuilder();
    for (StackFrame frame : failure.getThrown().getFramesList()) {
      text.append("\n\tat ").append(frame.getClassName()).append('.').append(frame.getMethod());
      text.append('(').append(frame.getFile()).append(':').append(frame.getLine()).append(')');
    }
    return text.toString();
  }

  static String shortened(String text) {
    return text.length() <= MAX_CHARS ? text : text.substring(0, MAX_CHARS) + "...";
  }
}
