package dev.lido.bench.peer;

import dev.lido.bench.peer.Subject.Family;

/**
 * What is measured at several numbers of callers.
 *
 * @param subject whose call it is
 * @param workload what is asked
 * @param tls whether the wire is mutual TLS, or plaintext
 */
public record Series(Subject subject, Workload workload, boolean tls) {

  /** Whether there is such a thing. */
  public boolean exists() {
    return subject.workloads().contains(workload) && (!tls || subject.family() != Family.HAZELCAST);
  }

  /** Returns the measurement of callers that each do one call after the other. */
  public Step closed(int callers, double seconds) {
    return new Step(this, callers, 0, Math.round(seconds * 1_000));
  }

  /** Returns the measurement of calls that begin at a rate, whether others have ended or not. */
  public Step open(double perSecond, double seconds) {
    return new Step(this, 0, perSecond, Math.round(seconds * 1_000));
  }

  @Override
  public String toString() {
    return subject + " " + workload + (tls ? ", TLS" : "");
  }
}
