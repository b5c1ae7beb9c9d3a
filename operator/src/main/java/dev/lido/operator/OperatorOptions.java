package dev.lido.operator;

import java.util.Optional;
import java.util.Set;

/**
 * How an operator runs.
 *
 * @param namespaces the namespaces whose pools it looks after; empty: all
 * @param leaderElection how several operators agree on the one that works; empty: there is only
 *     this one
 */
public record OperatorOptions(Set<String> namespaces, Optional<LeaderElection> leaderElection) {

  /** Looks after all namespaces, alone. */
  public static final OperatorOptions DEFAULTS = new OperatorOptions(Set.of(), Optional.empty());

  /**
   * Where operators agree on the one that works.
   *
   * @param namespace the namespace of the Lease
   * @param lease its name
   * @param identity what tells this operator from the others
   */
  public record LeaderElection(String namespace, String lease, String identity) {}

  /** Copies the set. */
  public OperatorOptions {
    namespaces = Set.copyOf(namespaces);
  }
}
