package dev.lido.operator;

import dev.lido.operator.apply.WorkerChannels;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * How an operator runs.
 *
 * @param namespaces the namespaces whose pools it looks after; empty: all
 * @param leaderElection how several operators agree on the one that works; empty: there is only
 *     this one
 * @param channels how it speaks to workers
 * @param http where it answers probes and Prometheus; empty: nowhere
 */
public record OperatorOptions(
    Set<String> namespaces,
    Optional<LeaderElection> leaderElection,
    WorkerChannels channels,
    Optional<Http> http) {

  /** Looks after all namespaces, alone. */
  public static final OperatorOptions DEFAULTS = new OperatorOptions(Set.of(), Optional.empty());

  /**
   * Where operators agree on the one that works.
   *
   * @param namespace the namespace of the Lease
   * @param lease its name
   * @param identity what tells this operator from all others, also from those of other times unless
   *     they have ended for sure
   * @param duration how long the Lease holds: a standby takes over within this time. Whole seconds,
   *     from 2 to an hour; the default is {@link #DEFAULT_DURATION}
   */
  public record LeaderElection(String namespace, String lease, String identity, Duration duration) {

    /** Short enough for pools that change, long enough for an API server that is slow. */
    public static final Duration DEFAULT_DURATION = Duration.ofSeconds(15);

    private static final Duration SHORTEST = Duration.ofSeconds(2);
    private static final Duration LONGEST = Duration.ofHours(1);

    /** Checks the duration. */
    public LeaderElection {
      if (duration.compareTo(SHORTEST) < 0 || duration.toMillisPart() != 0) {
        throw new IllegalArgumentException(
            "A Lease holds for whole seconds, 2 or more, not " + duration + ": write 15s, say");
      }
      if (duration.compareTo(LONGEST) > 0) {
        throw new IllegalArgumentException(
            "A Lease holds for an hour at most, not " + duration + ": write 15s, say");
      }
    }
  }

  /**
   * Where an operator answers probes and Prometheus.
   *
   * @param port the port, on all addresses; 0: one that is free
   * @param livenessTimeout when {@code /livez} fails: after reconciling has stood still for longer,
   *     and the API server is not to blame
   */
  public record Http(int port, Duration livenessTimeout) {}

  /** How an operator runs that has no certificate, and answers nobody. */
  public OperatorOptions(Set<String> namespaces, Optional<LeaderElection> leaderElection) {
    this(namespaces, leaderElection, new WorkerChannels(Optional.empty()), Optional.empty());
  }

  /** Returns the same options with this. */
  public OperatorOptions with(Http answering) {
    return new OperatorOptions(namespaces, leaderElection, channels, Optional.of(answering));
  }

  /** Copies the set. */
  public OperatorOptions {
    namespaces = Set.copyOf(namespaces);
  }
}
