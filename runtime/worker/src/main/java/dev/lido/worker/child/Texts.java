package dev.lido.worker.child;

/** Texts for people, which must not become larger than a frame, whoever made them. */
final class Texts {

  private static final int MAX_CHARS = 8 * 1024;

  private Texts() {}

  static String shortened(String text) {
    return text.length() <= MAX_CHARS ? text : text.substring(0, MAX_CHARS) + "...";
  }
}
