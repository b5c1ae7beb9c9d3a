package dev.lido.operator.status;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Times as Kubernetes writes them in conditions: RFC 3339, whole seconds. */
final class KubeTime {

  private KubeTime() {}

  static String write(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  static Optional<Instant> read(@Nullable String text) {
    try {
      return Optional.ofNullable(text).map(Instant::parse);
    } catch (DateTimeParseException spoilt) {
      return Optional.empty();
    }
  }
}
