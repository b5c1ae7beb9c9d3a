package dev.lido.operator.simulation;

/** A rule did not hold. */
final class Violation extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final Rule rule;

  Violation(Rule rule, String what) {
    super(rule + ": " + what + "\n  (" + rule.sentence() + ")");
    this.rule = rule;
  }

  Rule rule() {
    return rule;
  }
}
