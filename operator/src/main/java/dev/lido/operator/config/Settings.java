package dev.lido.operator.config;

import dev.lido.crds.v1alpha1.Durations;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** What an operator was told. Immutable. */
public final class Settings {

  private static final Pattern NAMESPACE = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
  private static final int HIGHEST_PORT = 65_535;

  /** The kubelet's patience, and the API server's slowness, are longer than less. */
  private static final Duration LEAST_LIVENESS_TIMEOUT = Duration.ofSeconds(30);

  private static final Duration MOST_LIVENESS_TIMEOUT = Duration.ofHours(24);

  private final Map<Setting, Said> said;
  private final boolean helpWanted;
  private final Set<String> strangers;

  /** What was said, and by which name. */
  private record Said(String value, String by) {}

  private Settings(Map<Setting, Said> said, boolean helpWanted, Set<String> strangers) {
    this.said = said;
    this.helpWanted = helpWanted;
    this.strangers = Set.copyOf(strangers);
  }

  /**
   * Reads flags and environment; a flag goes before the variable of the same name, and an empty
   * variable says nothing.
   *
   * @throws BadConfigurationException if a flag is unknown, or lacks its value, or has an empty one; or
   *     if a variable is misspelt, or has another name now
   */
  public static Settings read(List<String> arguments, Map<String, String> environment) {
    ParseResult flags = parse(arguments);
    Map<Setting, Said> said = new EnumMap<>(Setting.class);
    for (Setting setting : Setting.values()) {
      String variable = environment.getOrDefault(setting.variable(), "");
      String flag = flags.matchedOptionValue(setting.flag(), "");
      if (flags.hasMatchedOption(setting.flag())) {
        checkNotEmpty(setting, flag);
        said.put(setting, new Said(flag, setting.flag()));
      } else if (!variable.isEmpty()) {
        said.put(setting, new Said(variable, setting.variable()));
      }
    }
    return new Settings(said, flags.isUsageHelpRequested(), Strangers.check(environment));
  }

  /** A deployment's text may have lost a value: nobody means all namespaces by that. */
  private static void checkNotEmpty(Setting setting, String value) {
    if (value.isBlank()) {
      throw new BadConfigurationException(
          setting.flag() + ": it has no value: write one, or leave the flag out");
    }
  }

  private static ParseResult parse(List<String> arguments) {
    CommandLine commandLine = CommandLineText.commandLine();
    try {
      return commandLine.parseArgs(arguments.toArray(String[]::new));
    } catch (ParameterException bad) {
      throw new BadConfigurationException(bad.getMessage() + "; --help shows all there are");
    }
  }

  /** Returns the help. */
  public static String usage() {
    return CommandLineText.usage();
  }

  /** Tells whether somebody asked for {@link #usage} instead of an operator. */
  public boolean helpWanted() {
    return helpWanted;
  }

  /** Returns the variables that are named like settings, and are none of the operator's. */
  public Set<String> strangers() {
    return strangers;
  }

  /** Returns what was said of a setting, if anything was. */
  public Optional<String> find(Setting setting) {
    return Optional.ofNullable(said.get(setting)).map(Said::value);
  }

  /** Returns what was said of a setting, or its default. */
  public String text(Setting setting) {
    return find(setting).orElse(setting.fallback());
  }

  /**
   * Returns the namespaces to look after; empty: all.
   *
   * @throws BadConfigurationException if one cannot be the name of a namespace
   */
  public Set<String> namespaces() {
    Set<String> namespaces = new LinkedHashSet<>();
    if (find(Setting.NAMESPACES).isPresent()) {
      for (String name : text(Setting.NAMESPACES).split(",", -1)) {
        namespaces.add(namespace(Setting.NAMESPACES, name.strip()));
      }
    }
    return namespaces;
  }

  /**
   * Returns the namespace of the Lease, if there is one.
   *
   * @throws BadConfigurationException if it cannot be one, or is missing while others speak of it
   */
  public Optional<String> leaseNamespace() {
    if (find(Setting.LEASE_NAMESPACE).isEmpty()) {
      for (Setting setting : List.of(Setting.LEASE_DURATION, Setting.IDENTITY)) {
        if (find(setting).isPresent()) {
          throw bad(setting, "means nothing without " + Setting.LEASE_NAMESPACE.flag());
        }
      }
    }
    return find(Setting.LEASE_NAMESPACE).map(name -> namespace(Setting.LEASE_NAMESPACE, name));
  }

  private String namespace(Setting setting, String name) {
    if (!NAMESPACE.matcher(name).matches()) {
      throw bad(
          setting,
          "'"
              + name
              + "' is no name of a namespace: write lower-case letters, digits and '-', 63 at most"
              + (setting == Setting.NAMESPACES ? ", with commas between names, as in a,b" : ""));
    }
    return name;
  }

  /**
   * Returns how long the Lease holds.
   *
   * @throws BadConfigurationException if it is no duration
   */
  public Duration leaseDuration() {
    return duration(Setting.LEASE_DURATION);
  }

  /**
   * Returns after which time the operator counts as hung.
   *
   * @throws BadConfigurationException if it is no duration, or too short or too long
   */
  public Duration livenessTimeout() {
    Duration timeout = duration(Setting.LIVENESS_TIMEOUT);
    if (timeout.compareTo(LEAST_LIVENESS_TIMEOUT) < 0) {
      throw bad(
          Setting.LIVENESS_TIMEOUT,
          "'" + text(Setting.LIVENESS_TIMEOUT) + "' is too short: write 30s or more");
    }
    if (timeout.compareTo(MOST_LIVENESS_TIMEOUT) > 0) {
      throw bad(
          Setting.LIVENESS_TIMEOUT,
          "'" + text(Setting.LIVENESS_TIMEOUT) + "' is too long: write 24h or less");
    }
    return timeout;
  }

  private Duration duration(Setting setting) {
    try {
      return Durations.parse(text(setting));
    } catch (IllegalArgumentException none) {
      throw bad(setting, String.valueOf(none.getMessage()));
    }
  }

  /**
   * Returns the port of probes and metrics; 0: any that is free.
   *
   * @throws BadConfigurationException if it is none
   */
  public int httpPort() {
    String port = text(Setting.HTTP_PORT);
    if (!port.matches("[0-9]{1,5}") || Integer.parseInt(port) > HIGHEST_PORT) {
      throw bad(Setting.HTTP_PORT, "'" + port + "' is no port: write a number from 0 to 65535");
    }
    return Integer.parseInt(port);
  }

  /**
   * Returns how much to log, in capitals.
   *
   * @throws BadConfigurationException if there is no such level
   */
  public String logLevel() {
    List<String> levels = List.of("error", "warn", "info", "debug");
    String level = text(Setting.LOG_LEVEL);
    if (!levels.contains(level)) {
      throw bad(Setting.LOG_LEVEL, "'" + level + "' is no level: write error, warn, info or debug");
    }
    return level.toUpperCase(Locale.ROOT);
  }

  /** Returns what says that a setting is wrong, under the name by which it was said. */
  public BadConfigurationException bad(Setting setting, String why) {
    Said what = said.get(setting);
    return new BadConfigurationException((what == null ? setting.flag() : what.by()) + ": " + why);
  }
}
