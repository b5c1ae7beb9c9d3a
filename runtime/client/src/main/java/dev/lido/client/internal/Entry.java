package dev.lido.client.internal;

import dev.lido.client.FailureContext;
import dev.lido.client.LocalSettings;
import dev.lido.client.Pool;
import dev.lido.client.PoolConnectException;
import dev.lido.client.Pools;
import dev.lido.client.PoolsBuilder;
import dev.lido.client.internal.call.CallOptions;
import dev.lido.client.internal.group.Group;
import dev.lido.client.internal.group.Identity;
import dev.lido.client.internal.local.LocalMembers;
import dev.lido.client.internal.local.LocalTransport;
import dev.lido.client.internal.members.ClusterAccess;
import dev.lido.protocol.serial.SerialFilter;
import dev.lido.protocol.tls.Tls;
import dev.lido.protocol.tls.TlsException;
import dev.lido.protocol.tls.TlsIdentity;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The way from the public API into its implementation. */
public final class Entry {

  private Entry() {}

  /** Connects to a cluster. */
  public static Pools connect(
      @Nullable KubernetesClient given,
      @Nullable String namespace,
      Duration connectTimeout,
      @Nullable Tls tls) {
    checkFilter();
    Optional<TlsIdentity> wire = identity(tls);
    KubernetesClient client = given == null ? ClusterAccess.client(connectTimeout) : given;
    try {
      ClusterAccess.check(client, connectTimeout);
    } catch (RuntimeException unreachable) {
      if (given == null) {
        client.close();
      }
      throw unreachable;
    }
    String defaultNamespace =
        namespace == null
            ? Objects.requireNonNullElse(client.getNamespace(), "default")
            : namespace;
    return new ClusterPools(client, given == null, defaultNamespace, connectTimeout, wire);
  }

  private static void checkFilter() {
    try {
      SerialFilter.of(System.getenv().getOrDefault(SerialFilter.VARIABLE, ""));
    } catch (IllegalArgumentException e) {
      throw new PoolConnectException(
          SerialFilter.VARIABLE + " cannot be read: " + e.getMessage(),
          e,
          FailureContext.unplaced(""));
    }
  }

  private static Optional<TlsIdentity> identity(@Nullable Tls asked) {
    try {
      return switch (asked == null ? Tls.of(System.getenv()) : asked) {
        case Tls.Files files -> Optional.of(new TlsIdentity(files));
        case Tls.Plaintext none -> Optional.empty();
      };
    } catch (TlsException e) {
      throw new PoolConnectException(
          "it cannot be said how to speak to workers: %s (or say it with Pools.builder().tls)"
              .formatted(e.getMessage()),
          e,
          FailureContext.unplaced(""));
    }
  }

  /** Makes a pool in this process. */
  public static Pool local(LocalSettings settings) {
    Identity identity = new Identity("local", "local");
    return pool(
        new Group(
            identity,
            new LocalMembers(settings),
            new LocalTransport(identity, settings),
            PoolsBuilder.DEFAULT_CONNECT_TIMEOUT));
  }

  /** Lets something meter the group of each pool, once, those to come too. */
  public static void meter(Pools pools, Consumer<Group> meter) {
    if (!(pools instanceof ClusterPools ours)) {
      throw new IllegalArgumentException("the pools are not those of Pools.connect: give it these");
    }
    ours.meter(meter);
  }

  /** Returns the group of a pool. */
  public static Group group(Pool pool) {
    if (!(pool instanceof PoolView view)) {
      throw new IllegalArgumentException(
          "the pool is not one of Pools or Pool.local: give it that");
    }
    return view.group();
  }

  /** Makes a pool of a group. */
  public static Pool pool(Group group) {
    return new PoolView(group, CallOptions.NONE);
  }
}
