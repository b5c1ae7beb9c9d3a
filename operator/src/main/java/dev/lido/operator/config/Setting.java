package dev.lido.operator.config;

import java.util.Locale;

/**
 * What can be set when an operator is started: with a flag, or with a variable of the same name. This
 * is the table that {@code --help}, the documentation and the reading come from.
 */
public enum Setting {
  /** The namespaces to look after. */
  NAMESPACES(
      "LIST",
      "",
      "The namespaces whose pools it looks after, separated by commas. Without it: all of them."),
  /** Where operators agree on the one that works. */
  LEASE_NAMESPACE(
      "NAMESPACE",
      "",
      "Several operators agree on the one that works, by the Lease lido-operator in this namespace."
          + " Without it this must be the only one."),
  /** How long the Lease holds. */
  LEASE_DURATION(
      "DURATION",
      "15s",
      "Within what time a standby takes over; whole seconds. The same for all that agree."),
  /** What tells the operator from the others. */
  IDENTITY(
      "NAME",
      "",
      "What tells this operator from the others that it agrees with. Without it: the host's name"
          + " and a random part."),
  /** What it shows to workers. */
  TLS(
      "FOLDER",
      "",
      "The folder of tls.crt, tls.key and ca.crt, for workers whose pool speaks TLS; or plaintext."
          + " Without it, such workers are not asked for their loads, and are drained by their"
          + " kubelet."),
  /** Which names certificates of workers have. */
  TLS_WORKER_NAME(
      "RULE",
      "{pool}-workers.{namespace}.svc",
      "The name that the certificate of a worker must have."),
  /** Where it answers probes and Prometheus. */
  HTTP_PORT(
      "PORT",
      "8080",
      "The port of /livez, /readyz and /metrics. 0: one that is free, which the log tells."),
  /** After which time it counts as hung. */
  LIVENESS_TIMEOUT(
      "DURATION",
      "60s",
      "/livez fails when reconciling stands still for longer, and the API server is not to blame."),
  /** How much it logs. */
  LOG_LEVEL("LEVEL", "info", "error, warn, info or debug: of the operator's own log.");

  private final String placeholder;
  private final String fallback;
  private final String description;

  Setting(String placeholder, String fallback, String description) {
    this.placeholder = placeholder;
    this.fallback = fallback;
    this.description = description;
  }

  /** Returns the flag, such as {@code --lease-namespace}. */
  public String flag() {
    return "--" + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Returns the environment variable, such as {@code LIDO_LEASE_NAMESPACE}; a flag goes before it. */
  public String variable() {
    return "LIDO_" + name();
  }

  /** Returns what stands for the value in texts. */
  public String placeholder() {
    return placeholder;
  }

  /** Returns the default; empty: none. */
  public String fallback() {
    return fallback;
  }

  /** Returns what it is for. */
  public String description() {
    return description;
  }
}
