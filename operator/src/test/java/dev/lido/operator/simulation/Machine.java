package dev.lido.operator.simulation;

import java.time.Instant;
import java.util.Optional;

/** The process of one worker, wherever it runs, and what happens to its pod behind the API. */
final class Machine {

  static final int NOWHERE = -1;

  /** The node that the scheduler chose. */
  int node = NOWHERE;

  /** Children that run in it. */
  int children;

  /** It was told to take no new child: by the operator, or by SIGTERM. */
  boolean told;

  /** It answers the operator. */
  boolean reachable = true;

  /** It was ready once: somebody may have found it. */
  boolean listens;

  /** It becomes ready when it has time to. */
  boolean willBeReady = true;

  /** When the kubelet kills it, being deleted. */
  Optional<Instant> killedAt = Optional.empty();

  final String address;

  Machine(String address) {
    this.address = address;
  }
}
