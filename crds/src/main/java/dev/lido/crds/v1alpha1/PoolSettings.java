package dev.lido.crds.v1alpha1;

import io.fabric8.kubernetes.api.model.IntOrString;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The immutable reading of a {@link PoolSpec}: every field has a value, the schema's default where
 * the spec has none. It is thread-safe.
 *
 * @param partitions the pool's partitions, at least 1
 * @param replicas the workers of the whole pool: 0, or at least {@code partitions}; 0 while the
 *     pool is suspended
 * @param maxConcurrency children a worker runs at once
 * @param taskTimeout the default deadline of a call
 * @param queueLimit calls that may wait in one caller
 * @param queueTimeout how long a call waits for a slot
 * @param supervision the restart intensity
 * @param drainTimeout how long running children may take to end before a planned removal
 * @param update how a changed template reaches the workers
 * @param eviction who may evict workers
 * @param suspended whether the pool is kept at zero
 */
public record PoolSettings(
    int partitions,
    int replicas,
    int maxConcurrency,
    Duration taskTimeout,
    int queueLimit,
    Duration queueTimeout,
    Supervision supervision,
    Duration drainTimeout,
    Update update,
    Eviction eviction,
    boolean suspended) {

  /**
   * The restart intensity of each partition.
   *
   * @param maxRestarts unplanned ends a partition may have within {@code within}
   * @param within the window
   * @param onExhausted what happens past it
   */
  public record Supervision(int maxRestarts, Duration within, OnExhausted onExhausted) {}

  /**
   * How a changed template reaches the workers.
   *
   * @param type the strategy
   * @param maxSurge workers above the declared number, per partition
   * @param maxUnavailable workers below the declared number, per partition
   * @param progressDeadline how long an update may go on without progress
   */
  public record Update(
      UpdateType type,
      IntOrString maxSurge,
      IntOrString maxUnavailable,
      Duration progressDeadline) {

    private static final int ALL = 100;

    /** Returns the workers that may exist above {@code desired}: a share is rounded up. */
    public int surge(int desired) {
      return workers(maxSurge, desired, ALL - 1);
    }

    /**
     * Returns the workers that may be missing below {@code desired}: a share is rounded down; at
     * least 1 when nothing may exist above.
     */
    public int unavailable(int desired) {
      int unavailable = workers(maxUnavailable, desired, 0);
      return surge(desired) == 0 ? Math.max(1, unavailable) : unavailable;
    }

    private static int workers(IntOrString declared, int desired, int roundUp) {
      Integer number = declared.getIntVal();
      if (number != null) {
        return number;
      }
      String percent = declared.getStrVal().replace("%", "");
      return (int) ((Long.parseLong(percent) * desired + roundUp) / ALL);
    }
  }

  /**
   * Who may evict workers.
   *
   * @param safe who
   * @param budget who keeps the PodDisruptionBudget
   */
  public record Eviction(EvictionSafety safe, BudgetPolicy budget) {}

  /**
   * Reads a spec.
   *
   * @throws IllegalArgumentException if something in it cannot be read
   */
  public static PoolSettings of(@Nullable PoolSpec declared) {
    if (declared instanceof UnreadableSpec unreadable) {
      throw new IllegalArgumentException(unreadable.why());
    }
    Optional<PoolSpec> spec = Optional.ofNullable(declared);
    int partitions = read(spec, PoolSpec::getPartitions, 1);
    boolean suspended = read(spec, PoolSpec::getSuspend, false);
    int replicas = suspended ? 0 : read(spec, PoolSpec::getReplicas, 1);
    return new PoolSettings(
        partitions,
        replicas == 0 ? 0 : Math.max(replicas, partitions),
        read(spec, PoolSpec::getMaxConcurrency, 5),
        duration(spec.map(PoolSpec::getTask), TaskSpec::getTimeout, "30s"),
        read(spec.map(PoolSpec::getQueue), QueueSpec::getLimit, 10_000),
        duration(spec.map(PoolSpec::getQueue), QueueSpec::getTimeout, "30s"),
        supervision(spec.map(PoolSpec::getSupervision)),
        duration(spec.map(PoolSpec::getDrain), DrainSpec::getTimeout, "30s"),
        update(spec.map(PoolSpec::getUpdate)),
        eviction(spec.map(PoolSpec::getEviction)),
        suspended);
  }

  /** Returns the workers that belong in a partition: an even share, the first ones get the rest. */
  public int replicasOf(int partition) {
    return replicas / partitions + (partition < replicas % partitions ? 1 : 0);
  }

  private static Supervision supervision(Optional<SupervisionSpec> spec) {
    return new Supervision(
        read(spec, SupervisionSpec::getMaxRestarts, 3),
        duration(spec, SupervisionSpec::getWithin, "60s"),
        read(spec, SupervisionSpec::getOnExhausted, OnExhausted.Backoff));
  }

  private static Update update(Optional<UpdateSpec> spec) {
    return new Update(
        read(spec, UpdateSpec::getType, UpdateType.RollingUpdate),
        read(spec, UpdateSpec::getMaxSurge, new IntOrString("25%")),
        read(spec, UpdateSpec::getMaxUnavailable, new IntOrString("25%")),
        duration(spec, UpdateSpec::getProgressDeadline, "10m"));
  }

  private static Eviction eviction(Optional<EvictionSpec> spec) {
    return new Eviction(
        read(spec, EvictionSpec::getSafe, EvictionSafety.Always),
        read(spec, EvictionSpec::getBudget, BudgetPolicy.Managed));
  }

  private static <S, T> T read(Optional<S> spec, Function<S, @Nullable T> field, T otherwise) {
    return spec.<T>map(field).orElse(otherwise);
  }

  private static <S> Duration duration(
      Optional<S> spec, Function<S, @Nullable String> field, String otherwise) {
    return Durations.parse(read(spec, field, otherwise));
  }
}
