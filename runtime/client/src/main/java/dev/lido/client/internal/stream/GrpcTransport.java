package dev.lido.client.internal.stream;

import dev.lido.client.internal.members.WorkerAddress;
import dev.lido.protocol.stream.FrameWriter;
import dev.lido.protocol.tls.TlsIdentity;
import io.grpc.ChannelCredentials;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.TlsChannelCredentials;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Connects over gRPC.
 *
 * @param namespace the namespace of the pool that is meant
 * @param pool the pool that is meant
 * @param tls this caller's side of TLS; empty: plaintext
 */
public record GrpcTransport(String namespace, String pool, Optional<TlsIdentity> tls)
    implements Transport {

  /** A connection on which nothing came for so long is asked whether it still is one. */
  private static final long KEEPALIVE_SECONDS = 10;

  private static final long KEEPALIVE_TIMEOUT_SECONDS = 5;

  @Override
  public Connection connect(WorkerAddress address, Receiver receiver) {
    EventLoopGroup loop = EventLoops.next();
    return new GrpcConnection(
        channel(address, loop), loop, Messages.hello(namespace, pool, callerName()), receiver);
  }

  private ManagedChannel channel(WorkerAddress address, EventLoopGroup loop) {
    InetSocketAddress socket = new InetSocketAddress(address.host(), address.port());
    return NettyChannelBuilder.forAddress(socket, credentials())
        .eventLoopGroup(loop)
        .channelType(EventLoops.channelType())
        .directExecutor()
        .disableRetry()
        .proxyDetector(noProxy -> null)
        .maxInboundMessageSize(FrameWriter.MAX_FRAME_BYTES)
        .keepAliveTime(KEEPALIVE_SECONDS, TimeUnit.SECONDS)
        .keepAliveTimeout(KEEPALIVE_TIMEOUT_SECONDS, TimeUnit.SECONDS)
        .build();
  }

  private ChannelCredentials credentials() {
    return tls.<ChannelCredentials>map(
            identity ->
                TlsChannelCredentials.newBuilder()
                    .keyManager(identity.keys())
                    .trustManager(identity.workersOf(namespace, pool))
                    .build())
        .orElseGet(InsecureChannelCredentials::create);
  }

  private static String callerName() {
    @Nullable String host = System.getenv("HOSTNAME");
    return Optional.ofNullable(host).orElse("caller") + "/" + ProcessHandle.current().pid();
  }
}
