package dev.lido.operator.config;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Variables that are named like settings, and are none: somebody may believe that they say something. */
final class Strangers {

  private static final String PREFIX = "LIDO_";

  /** What Kubernetes tells pods of Services, whose names may begin so. */
  private static final Pattern SERVICE_LINK =
      Pattern.compile(".*_SERVICE_(HOST|PORT(_.*)?)|.*_PORT(_\\d+_(TCP|UDP|SCTP)(_.*)?)?");

  private static final Map<String, Setting> RENAMED =
      Map.of("LIDO_WATCH_NAMESPACES", Setting.NAMESPACES);

  private static final int TYPING_ERRORS = 2;

  private Strangers() {}

  /**
   * Returns the names that are no setting's, nor close to one's.
   *
   * @throws BadConfigurationException if one is close to a setting's, or was one's
   */
  static Set<String> check(Map<String, String> environment) {
    Set<String> strangers = new TreeSet<>();
    environment.keySet().stream().filter(Strangers::isStrange).forEach(strangers::add);
    for (String name : strangers) {
      Optional<Setting> meant = meant(name);
      if (meant.isPresent()) {
        throw new BadConfigurationException(
            name + ": the operator has no such setting: write " + meant.get().variable());
      }
    }
    return strangers;
  }

  private static boolean isStrange(String name) {
    return name.startsWith(PREFIX)
        && !SERVICE_LINK.matcher(name).matches()
        && settings().noneMatch(setting -> setting.variable().equals(name));
  }

  private static Optional<Setting> meant(String name) {
    return Optional.ofNullable(RENAMED.get(name))
        .or(
            () ->
                settings()
                    .filter(setting -> distance(name, setting.variable()) <= TYPING_ERRORS)
                    .findFirst());
  }

  private static Stream<Setting> settings() {
    return Arrays.stream(Setting.values());
  }

  /** How many letters have to be put in, left out or changed. */
  private static int distance(String one, String other) {
    int[] above = new int[other.length() + 1];
    Arrays.setAll(above, i -> i);
    for (int row = 1; row <= one.length(); row++) {
      int[] line = new int[above.length];
      line[0] = row;
      for (int i = 1; i < line.length; i++) {
        int changed = above[i - 1] + (one.charAt(row - 1) == other.charAt(i - 1) ? 0 : 1);
        line[i] = Math.min(changed, 1 + Math.min(above[i], line[i - 1]));
      }
      above = line;
    }
    return above[other.length()];
  }
}
