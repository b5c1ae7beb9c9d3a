package dev.lido.worker;

import java.util.List;

/** A worker's environment lacks something, or has something wrong. */
final class BadEnvironmentException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<String> problems;

  BadEnvironmentException(List<String> problems) {
    super(String.join("; ", problems));
    this.problems = List.copyOf(problems);
  }

  /** Every problem, with what to set. */
  List<String> problems() {
    return problems;
  }
}
