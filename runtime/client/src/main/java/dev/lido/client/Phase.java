package dev.lido.client;

/** How far a call had come when it failed. */
public enum Phase {
  /** It waited in the caller, or had not left it; no worker has seen it, or none has taken it. */
  QUEUED,
  /** It was sent to a worker; whether the child had started is not known. */
  PLACED,
  /** The child had started. */
  RUNNING
}
