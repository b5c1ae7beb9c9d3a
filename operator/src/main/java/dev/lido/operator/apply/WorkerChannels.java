package dev.lido.operator.apply;

import dev.lido.operator.observe.Contact;
import dev.lido.protocol.tls.Tls;
import dev.lido.protocol.tls.TlsIdentity;
import io.grpc.ChannelCredentials;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.TlsChannelCredentials;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;

/**
 * Makes channels to workers: secured or not, as each worker's template says. Thread-safe.
 *
 * @param tls what proves who asks; empty: only workers in plaintext can be asked
 */
public record WorkerChannels(Optional<TlsIdentity> tls) {

  /**
   * Makes channels with what {@value Tls#VARIABLE} names, if anything.
   *
   * @throws dev.lido.protocol.tls.TlsException if a file is missing or bad
   */
  public static WorkerChannels of(Map<String, String> environment) {
    boolean said = !environment.getOrDefault(Tls.VARIABLE, "").isEmpty();
    return new WorkerChannels(
        said && Tls.of(environment) instanceof Tls.Files files
            ? Optional.of(new TlsIdentity(files))
            : Optional.empty());
  }

  /** Tells whether a worker can be asked: one that speaks TLS wants a certificate. */
  public boolean canReach(Contact worker) {
    return worker.known() && (worker.tls().isEmpty() || tls.isPresent());
  }

  /** Makes a channel to a worker that can be asked. */
  public ManagedChannel to(Contact worker) {
    InetSocketAddress address = new InetSocketAddress(worker.address(), worker.port());
    return NettyChannelBuilder.forAddress(address, credentials(worker)).build();
  }

  private ChannelCredentials credentials(Contact worker) {
    if (worker.tls().isEmpty()) {
      return InsecureChannelCredentials.create();
    }
    Contact.Pool pool = worker.tls().orElseThrow();
    TlsIdentity own = tls.orElseThrow();
    return TlsChannelCredentials.newBuilder()
        .keyManager(own.keys())
        .trustManager(own.workersOf(pool.namespace(), pool.name()))
        .build();
  }
}
