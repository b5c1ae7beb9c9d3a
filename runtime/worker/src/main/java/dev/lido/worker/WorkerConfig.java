package dev.lido.worker;

import dev.lido.protocol.tls.Tls;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * All that a {@link Worker} must be told.
 *
 * @param identity which worker it is
 * @param address the address to bind; loopback by default
 * @param port the port of the wire; 0, the default, for any free one
 * @param healthPort the port of the health checks; 0, the default, for any free one
 * @param maxConcurrency how many children it runs at once, at least 1; {@value
 *     #DEFAULT_MAX_CONCURRENCY} by default
 * @param drainTimeout how long running children may take to end in a drain; 30 s by default
 * @param stuckAfter how long a child may go on after its interrupt before its slot is counted as lost;
 *     10 s by default
 * @param classLoader finds the classes of closures, handlers and initialisers; the context class
 *     loader of the thread that made the builder by default
 * @param tls how the wire is secured; by default what the environment says, see {@link Tls}
 */
public record WorkerConfig(
    WorkerIdentity identity,
    InetAddress address,
    int port,
    int healthPort,
    int maxConcurrency,
    Duration drainTimeout,
    Duration stuckAfter,
    ClassLoader classLoader,
    Tls tls) {

  /** The default of {@link #maxConcurrency}. */
  public static final int DEFAULT_MAX_CONCURRENCY = 5;

  /** The default of {@link #drainTimeout}. */
  public static final Duration DEFAULT_DRAIN_TIMEOUT = Duration.ofSeconds(30);

  /** The default of {@link #stuckAfter}. */
  public static final Duration DEFAULT_STUCK_AFTER = Duration.ofSeconds(10);

  private static final int MAX_PORT = 65_535;

  /**
   * Checks the configuration.
   *
   * @throws IllegalArgumentException if a number is out of its bounds
   */
  public WorkerConfig {
    check(port >= 0 && port <= MAX_PORT, "port", port);
    check(healthPort >= 0 && healthPort <= MAX_PORT, "healthPort", healthPort);
    check(maxConcurrency >= 1, "maxConcurrency", maxConcurrency);
    check(!drainTimeout.isNegative(), "drainTimeout", drainTimeout);
    check(stuckAfter.isPositive(), "stuckAfter", stuckAfter);
  }

  private static void check(boolean right, String name, Object value) {
    if (!right) {
      throw new IllegalArgumentException(name + " is out of bounds: " + value);
    }
  }

  /** Starts a configuration that has all defaults. */
  public static Builder builder(WorkerIdentity identity) {
    return new Builder(identity);
  }

  /** Collects a {@link WorkerConfig}. Not thread-safe. */
  public static final class Builder {
    private final WorkerIdentity identity;
    private InetAddress address = InetAddress.getLoopbackAddress();
    private int port;
    private int healthPort;
    private int maxConcurrency = DEFAULT_MAX_CONCURRENCY;
    private Duration drainTimeout = DEFAULT_DRAIN_TIMEOUT;
    private Duration stuckAfter = DEFAULT_STUCK_AFTER;
    private ClassLoader classLoader = contextClassLoader();
    private @Nullable Tls tls;

    private Builder(WorkerIdentity identity) {
      this.identity = identity;
    }

    private static ClassLoader contextClassLoader() {
      return Objects.requireNonNullElseGet(
          Thread.currentThread().getContextClassLoader(), ClassLoader::getSystemClassLoader);
    }

    /** Sets {@link WorkerConfig#address}. */
    public Builder address(InetAddress address) {
      this.address = address;
      return this;
    }

    /** Sets {@link WorkerConfig#port}. */
    public Builder port(int port) {
      this.port = port;
      return this;
    }

    /** Sets {@link WorkerConfig#healthPort}. */
    public Builder healthPort(int healthPort) {
      this.healthPort = healthPort;
      return this;
    }

    /** Sets {@link WorkerConfig#maxConcurrency}. */
    public Builder maxConcurrency(int maxConcurrency) {
      this.maxConcurrency = maxConcurrency;
      return this;
    }

    /** Sets {@link WorkerConfig#drainTimeout}. */
    public Builder drainTimeout(Duration drainTimeout) {
      this.drainTimeout = drainTimeout;
      return this;
    }

    /** Sets {@link WorkerConfig#stuckAfter}. */
    public Builder stuckAfter(Duration stuckAfter) {
      this.stuckAfter = stuckAfter;
      return this;
    }

    /** Sets {@link WorkerConfig#classLoader}. */
    public Builder classLoader(ClassLoader classLoader) {
      this.classLoader = classLoader;
      return this;
    }

    /** Sets {@link WorkerConfig#tls}. */
    public Builder tls(Tls tls) {
      this.tls = tls;
      return this;
    }

    /**
     * Returns the configuration.
     *
     * @throws IllegalArgumentException if a number is out of its bounds
     * @throws dev.lido.protocol.tls.TlsException if nothing says how the wire is secured
     */
    public WorkerConfig build() {
      return new WorkerConfig(
          identity,
          address,
          port,
          healthPort,
          maxConcurrency,
          drainTimeout,
          stuckAfter,
          classLoader,
          tls == null ? Tls.of(System.getenv()) : tls);
    }
  }
}
