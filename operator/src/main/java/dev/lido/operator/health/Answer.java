package dev.lido.operator.health;

/**
 * What is answered to a request.
 *
 * @param good whether all is well
 * @param type the content type
 * @param text the body
 */
public record Answer(boolean good, String type, String text) {

  /** Answers a probe, with a line for people. */
  public static Answer of(boolean good, String line) {
    return new Answer(good, "text/plain; charset=utf-8", line + "\n");
  }
}
