package dev.lido.client.internal;

import dev.lido.client.FailureContext;
import dev.lido.client.Pool;
import dev.lido.client.PoolClosedException;
import dev.lido.client.Pools;
import dev.lido.client.internal.call.CallOptions;
import dev.lido.client.internal.group.Group;
import dev.lido.client.internal.group.Identity;
import dev.lido.client.internal.members.KubernetesMembers;
import dev.lido.client.internal.stream.GrpcTransport;
import dev.lido.protocol.tls.TlsIdentity;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** The pools of a cluster, whose groups are made as they are named. */
final class ClusterPools implements Pools {

  private static final Pattern POOL_NAME = Pattern.compile("[a-z]([-a-z0-9]{0,38}[a-z0-9])?");

  private final KubernetesClient client;
  private final boolean ownsClient;
  private final String defaultNamespace;
  private final Duration connectTimeout;
  private final Optional<TlsIdentity> tls;
  private final Map<Identity, Group> groups = new ConcurrentHashMap<>();
  private final List<Consumer<Group>> meters = new ArrayList<>();
  private boolean closed;

  ClusterPools(
      KubernetesClient client,
      boolean ownsClient,
      String defaultNamespace,
      Duration connectTimeout,
      Optional<TlsIdentity> tls) {
    this.client = client;
    this.ownsClient = ownsClient;
    this.defaultNamespace = defaultNamespace;
    this.connectTimeout = connectTimeout;
    this.tls = tls;
  }

  @Override
  public Pool pool(String name) {
    return pool(defaultNamespace, name);
  }

  @Override
  public synchronized Pool pool(String namespace, String name) {
    if (!POOL_NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "'"
              + name
              + "' is no name of a pool: write at most 40 lower-case letters, digits and '-',"
              + " beginning with a letter and ending with a letter or digit");
    }
    Identity identity = new Identity(namespace, name);
    if (closed) {
      throw new PoolClosedException(
          "pool " + identity + ": Pools.close() was called; connect again",
          null,
          FailureContext.unplaced(identity.toString()));
    }
    return new PoolView(groups.computeIfAbsent(identity, this::group), CallOptions.NONE);
  }

  private Group group(Identity identity) {
    Group group =
        new Group(
            identity,
            new KubernetesMembers(client, identity.namespace(), identity.name()),
            new GrpcTransport(identity.namespace(), identity.name(), tls),
            connectTimeout);
    meters.forEach(meter -> meter.accept(group));
    return group;
  }

  /** Lets something meter all groups, and those to come. */
  synchronized void meter(Consumer<Group> meter) {
    meters.add(meter);
    groups.values().forEach(meter);
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      groups.values().forEach(Group::close);
      if (ownsClient) {
        client.close();
      }
    }
  }
}
