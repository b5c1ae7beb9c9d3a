package dev.lido.worker;

import dev.lido.protocol.serial.SerialFilter;
import dev.lido.protocol.tls.Tls;
import dev.lido.protocol.tls.TlsException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Reads a worker's configuration from its process's environment, and says all that is wrong. */
final class Environment {

  private static final int MAX_PORT = 65_535;
  private static final int MANY = 1_000_000;

  private final Map<String, String> variables;
  private final List<String> problems = new ArrayList<>();

  private Environment(Map<String, String> variables) {
    this.variables = variables;
  }

  /**
   * Reads the configuration.
   *
   * @throws BadEnvironmentException if anything is missing or wrong
   */
  static WorkerConfig read(Map<String, String> variables, ClassLoader classLoader) {
    return new Environment(variables).read(classLoader);
  }

  private WorkerConfig read(ClassLoader classLoader) {
    String namespace = text("LIDO_NAMESPACE", "the pool's namespace");
    String pool = text("LIDO_POOL", "the pool's name");
    int partition = number("LIDO_PARTITION", "the partition's number", 0, MANY);
    String worker = text("LIDO_WORKER", "the pod's name");
    InetAddress address =
        value("LIDO_ADDRESS", "the pod's IP address", InetAddress.getLoopbackAddress(), this::ip);
    int port = number("LIDO_PORT", "the port of the wire", 1, MAX_PORT);
    int healthPort = number("LIDO_HEALTH_PORT", "the port of the health checks", 1, MAX_PORT);
    int slots = number("LIDO_MAX_CONCURRENCY", "the children it may run at once", 1, MANY);
    Duration drainTimeout =
        value(
            "LIDO_DRAIN_TIMEOUT",
            "a duration, for example 30s",
            Duration.ZERO,
            KubernetesDuration::parse);
    Duration stuckAfter =
        optional(
            "LIDO_STUCK_AFTER",
            "a duration above 0, for example 10s",
            WorkerConfig.DEFAULT_STUCK_AFTER,
            Environment::positive);
    Tls tls = tls();
    checkFilter();
    if (!problems.isEmpty()) {
      throw new BadEnvironmentException(problems);
    }
    return new WorkerConfig(
        new WorkerIdentity(namespace, pool, partition, worker),
        address,
        port,
        healthPort,
        slots,
        drainTimeout,
        stuckAfter,
        classLoader,
        tls);
  }

  private void checkFilter() {
    String filter = variables.getOrDefault(SerialFilter.VARIABLE, "");
    try {
      SerialFilter.of(filter);
    } catch (IllegalArgumentException e) {
      problems.add(
          "%s is '%s', which cannot be read: %s"
              .formatted(SerialFilter.VARIABLE, filter, e.getMessage()));
    }
  }

  private Tls tls() {
    try {
      return Tls.of(variables);
    } catch (TlsException e) {
      problems.add(e.getMessage() + ", in the pool's template");
      return Tls.plaintext();
    }
  }

  private String text(String name, String meaning) {
    return value(name, meaning, "?", Function.identity());
  }

  private int number(String name, String meaning, int least, int most) {
    String wanted = "%s, a number from %d to %d".formatted(meaning, least, most);
    return value(
        name,
        wanted,
        least,
        text -> {
          int number = Integer.parseInt(text);
          if (number < least || number > most) {
            throw new IllegalArgumentException("out of bounds");
          }
          return number;
        });
  }

  private static Duration positive(String text) {
    Duration duration = KubernetesDuration.parse(text);
    if (!duration.isPositive()) {
      throw new IllegalArgumentException("out of bounds");
    }
    return duration;
  }

  private <T> T optional(String name, String meaning, T ifMissing, Function<String, T> reader) {
    return variables.getOrDefault(name, "").isEmpty()
        ? ifMissing
        : value(name, meaning, ifMissing, reader);
  }

  private <T> T value(String name, String meaning, T ifBad, Function<String, T> reader) {
    String text = variables.getOrDefault(name, "");
    if (text.isEmpty()) {
      problems.add("%s is missing: set it to %s".formatted(name, meaning));
      return ifBad;
    }
    try {
      return reader.apply(text);
    } catch (IllegalArgumentException e) {
      problems.add("%s is '%s': set it to %s".formatted(name, text, meaning));
      return ifBad;
    }
  }

  private InetAddress ip(String text) {
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
