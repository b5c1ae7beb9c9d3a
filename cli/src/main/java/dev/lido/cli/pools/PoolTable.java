package dev.lido.cli.pools;

import dev.lido.crds.v1alpha1.PoolResource;
import dev.lido.crds.v1alpha1.PoolSettings;
import dev.lido.crds.v1alpha1.PoolStatus;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Pools as a table, with the columns that {@code kubectl get pools} has. */
final class PoolTable {

  private static final List<String> NARROW =
      List.of("NAME", "READY", "DESIRED", "CAPACITY", "RESTARTS", "STATUS", "AGE");
  private static final List<String> WIDE = List.of("PARTITIONS", "UPDATED", "MESSAGE");

  private final boolean wide;
  private final Instant now;

  PoolTable(boolean wide, Instant now) {
    this.wide = wide;
    this.now = now;
  }

  List<String> of(List<PoolResource> pools) {
    List<String> header = new ArrayList<>(NARROW);
    if (wide) {
      header.addAll(WIDE);
    }
    Table table = new Table(header.toArray(String[]::new));
    pools.forEach(pool -> table.add(row(pool)));
    return table.lines();
  }

  private List<String> row(PoolResource pool) {
    Optional<PoolStatus> status = Optional.ofNullable(pool.getStatus());
    List<String> row =
        new ArrayList<>(
            Arrays.asList(
                pool.getMetadata().getName(),
                text(status, PoolStatus::getReady),
                text(status, PoolStatus::getDesired),
                text(status, PoolStatus::getCapacity),
                text(status, PoolStatus::getRestarts),
                ready(status).map(Condition::getReason).orElse(""),
                age(pool)));
    if (wide) {
      row.add(String.valueOf(PoolSettings.of(pool.getSpec()).partitions()));
      row.add(text(status, PoolStatus::getUpdated));
      row.add(ready(status).map(Condition::getMessage).orElse(""));
    }
    return row;
  }

  private static <T> String text(
      Optional<PoolStatus> status, Function<PoolStatus, @Nullable T> field) {
    return status.<T>map(field).map(Object::toString).orElse("");
  }

  /** Returns the Ready condition. */
  static Optional<Condition> ready(Optional<PoolStatus> status) {
    return status
        .map(PoolStatus::getConditions)
        .flatMap(all -> all.stream().filter(c -> "Ready".equals(c.getType())).findFirst());
  }

  private String age(PoolResource pool) {
    Instant created = Instant.parse(pool.getMetadata().getCreationTimestamp());
    return brief(Duration.between(created, now));
  }

  static String brief(Duration age) {
    if (age.toDays() >= 2) {
      return age.toDays() + "d";
    }
    if (age.toHours() >= 3) {
      return age.toHours() + "h";
    }
    return age.toMinutes() >= 3 ? age.toMinutes() + "m" : Math.max(0, age.toSeconds()) + "s";
  }
}
