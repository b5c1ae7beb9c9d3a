package dev.lido.operator.simulation;

/** The operator's process is gone. */
final class OperatorKilled extends RuntimeException {

  private static final long serialVersionUID = 1L;

  OperatorKilled() {
    super("killed", null, false, false);
  }
}
