package dev.lido.bench.peer;

import com.google.protobuf.ByteString;
import dev.lido.bench.echo.EchoGrpc;
import dev.lido.bench.echo.Payload;
import dev.lido.bench.load.Operation;
import dev.lido.protocol.tls.Tls;
import io.grpc.ChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Raw gRPC to its servers in turn, a channel to each. */
final class GrpcCaller implements Caller {

  private final List<ManagedChannel> channels;
  private final List<GrpcStream> streams;
  private final AtomicInteger turn = new AtomicInteger();

  GrpcCaller(List<Integer> ports, Tls tls) {
    ChannelCredentials credentials = GrpcTls.ofCaller(tls);
    channels =
        ports.stream()
            .<ManagedChannel>map(
                port ->
                    NettyChannelBuilder.forAddress("127.0.0.1", port, credentials)
                        .overrideAuthority(Certificates.SERVER)
                        .build())
            .toList();
    streams = channels.stream().map(channel -> new GrpcStream(EchoGrpc.newStub(channel))).toList();
  }

  @Override
  public Operation operation(Subject subject, Workload workload) {
    ByteString data =
        workload == Workload.EMPTY ? ByteString.EMPTY : ByteString.copyFrom(new byte[100]);
    return subject == Subject.GRPC_UNARY
        ? unary(data)
        : () -> check(next(streams).call(data), data);
  }

  private Operation unary(ByteString data) {
    List<EchoGrpc.EchoBlockingStub> stubs =
        channels.stream().map(EchoGrpc::newBlockingStub).toList();
    return () -> {
      Payload answer = next(stubs).unary(Payload.newBuilder().setData(data).build());
      check(answer.getData(), data);
    };
  }

  private <T> T next(List<T> servers) {
    return servers.get(Math.floorMod(turn.getAndIncrement(), servers.size()));
  }

  private static void check(ByteString answer, ByteString data) {
    if (answer.size() != data.size()) {
      throw new IllegalStateException("the answer has " + answer.size() + " bytes");
    }
  }

  @Override
  public void close() {
    channels.forEach(ManagedChannel::shutdownNow);
  }
}
