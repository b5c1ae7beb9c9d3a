package dev.lido.worker.wire;

import dev.lido.protocol.stream.FrameWriter;
import dev.lido.protocol.tls.TlsIdentity;
import io.grpc.BindableService;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.ServerCredentials;
import io.grpc.TlsServerCredentials;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The worker's gRPC server, on event loop threads of its own. */
public final class WireServer implements AutoCloseable {

  /* A caller whose network is gone without a word is found within the sum of the first two. gRPC
   * allows no less for the first. */
  private static final Duration KEEPALIVE = Duration.ofSeconds(10);
  private static final Duration KEEPALIVE_TIMEOUT = Duration.ofSeconds(3);
  private static final Duration LEAST_CALLER_KEEPALIVE = Duration.ofSeconds(1);
  private static final int MAX_LOOPS = 2;

  /* On a thread that is no event loop: what is to be done is done at once. */
  private static final ThreadLocal<Executor> LOOP = ThreadLocal.withInitial(() -> Runnable::run);

  private final EventLoopGroup loops;
  private final Server server;

  /**
   * Listens.
   *
   * @param tls this worker's side of TLS; {@code null}: plaintext
   * @throws IOException if the address cannot be bound
   */
  public WireServer(
      InetSocketAddress address,
      @Nullable TlsIdentity tls,
      List<? extends BindableService> services)
      throws IOException {
    loops =
        new MultiThreadIoEventLoopGroup(
            Math.min(MAX_LOOPS, Runtime.getRuntime().availableProcessors()),
            Thread.ofPlatform().daemon().name("lido-wire-", 0).factory(),
            NioIoHandler.newFactory());
    loops.forEach(loop -> loop.execute(() -> LOOP.set(loop)));
    try {
      server = build(address, credentials(tls), services).start();
    } catch (IOException e) {
      stopLoops();
      throw e;
    }
  }

  private static ServerCredentials credentials(@Nullable TlsIdentity tls) {
    return tls == null
        ? InsecureServerCredentials.create()
        : TlsServerCredentials.newBuilder()
            .keyManager(tls.keys())
            .trustManager(tls.callers())
            .clientAuth(TlsServerCredentials.ClientAuth.REQUIRE)
            .build();
  }

  private Server build(
      InetSocketAddress address,
      ServerCredentials credentials,
      List<? extends BindableService> services) {
    NettyServerBuilder builder =
        NettyServerBuilder.forAddress(address, credentials)
            .channelFactory(GuardedServerChannel::new)
            .bossEventLoopGroup(loops)
            .workerEventLoopGroup(loops)
            .directExecutor()
            .maxInboundMessageSize(FrameWriter.MAX_FRAME_BYTES)
            .keepAliveTime(KEEPALIVE.toSeconds(), TimeUnit.SECONDS)
            .keepAliveTimeout(KEEPALIVE_TIMEOUT.toSeconds(), TimeUnit.SECONDS)
            .permitKeepAliveTime(LEAST_CALLER_KEEPALIVE.toSeconds(), TimeUnit.SECONDS)
            .permitKeepAliveWithoutCalls(true);
    services.forEach(builder::addService);
    return builder.build();
  }

  /** Returns the event loop that the present thread is: where a stream's calls come from. */
  static Executor loop() {
    return LOOP.get();
  }

  /** Returns the port that it listens on. */
  public int port() {
    return server.getPort();
  }

  /**
   * Takes no new stream, and waits until the present ones are over and all that was written to them
   * has reached the peers' hosts.
   *
   * @return whether that was so in time
   */
  public boolean finish(Duration atMost) throws InterruptedException {
    return server.shutdown().awaitTermination(atMost.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Cuts all streams and stops listening. Idempotent. */
  @Override
  public void close() {
    server.shutdownNow();
    stopLoops();
  }

  private void stopLoops() {
    var unused = loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }
}
