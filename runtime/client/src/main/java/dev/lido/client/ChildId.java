package dev.lido.client;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Which placed child: any process that has it can watch and stop the child, with {@link
 * Pool#child(ChildId)}. Its text, for example {@code thumbnails-0-1/1763692800000001}, is {@link
 * #parse}d back.
 *
 * @param worker the worker that runs it, or ran it
 * @param number its number there; no two children of workers of that name have the same
 */
public record ChildId(String worker, long number) implements Serializable {

  private static final long serialVersionUID = 1L;

  /**
   * Reads the text of an id.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static ChildId parse(String text) {
    int slash = text.lastIndexOf('/');
    if (slash < 1) {
      throw noId(text, null);
    }
    try {
      return new ChildId(text.substring(0, slash), Long.parseLong(text.substring(slash + 1)));
    } catch (NumberFormatException noNumber) {
      throw noId(text, noNumber);
    }
  }

  private static IllegalArgumentException noId(String text, @Nullable Exception cause) {
    return new IllegalArgumentException(
        "a child's id is <worker>/<number>, but not '" + text + "'", cause);
  }

  @Override
  public String toString() {
    return worker + "/" + number;
  }
}
