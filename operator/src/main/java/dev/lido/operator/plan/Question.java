package dev.lido.operator.plan;

/** What a plan has to know before it can be carried out, and the view did not say. */
public enum Question {
  /** Which workers does the API server itself list? A cache may be old. */
  LIVE_WORKERS,
  /** How many children do the ready workers run? */
  LOADS
}
