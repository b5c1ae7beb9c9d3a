package dev.lido.bench.peer;

import static java.util.Objects.requireNonNull;

import com.google.protobuf.ByteString;
import dev.lido.bench.echo.EchoGrpc;
import dev.lido.bench.echo.Frame;
import dev.lido.bench.echo.Numbered;
import dev.lido.bench.load.Operation;
import dev.lido.protocol.stream.FrameWriter;
import dev.lido.protocol.stream.Outgoing;
import dev.lido.protocol.stream.OutgoingFrame;
import dev.lido.protocol.tls.Tls;
import io.grpc.CallOptions;
import io.grpc.ChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollIoHandler;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollSocketChannel;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ClientResponseObserver;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Calls its servers in turn over one stream each, with whatever waits in one frame. */
final class FramesCaller implements Caller {

  private static final MethodDescriptor<OutgoingFrame, Frame> FRAMES =
      EchoGrpc.getFramesMethod().toBuilder(
              OutgoingFrame.marshaller(), EchoGrpc.getFramesMethod().getResponseMarshaller())
          .build();

  private final EventLoopGroup loop =
      new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
  private final List<ManagedChannel> channels;
  private final List<Stream> streams;
  private final AtomicInteger turn = new AtomicInteger();

  FramesCaller(List<Integer> ports, Tls tls) {
    ChannelCredentials credentials = GrpcTls.ofCaller(tls);
    channels = ports.stream().map(port -> connect(port, credentials)).toList();
    streams = channels.stream().map(Stream::new).toList();
  }

  private ManagedChannel connect(int port, ChannelCredentials credentials) {
    return NettyChannelBuilder.forAddress("127.0.0.1", port, credentials)
        .overrideAuthority(Certificates.SERVER)
        .eventLoopGroup(loop)
        .channelType(EpollSocketChannel.class)
        .directExecutor()
        .build();
  }

  @Override
  public Operation operation(Subject subject, Workload workload) {
    ByteString data =
        workload == Workload.EMPTY ? ByteString.EMPTY : ByteString.copyFrom(new byte[100]);
    return () -> {
      int server = Math.floorMod(turn.getAndIncrement(), streams.size());
      if (streams.get(server).call(data).size() != data.size()) {
        throw new IllegalStateException("an answer of another size");
      }
    };
  }

  @Override
  public void close() {
    channels.forEach(ManagedChannel::shutdownNow);
  }

  /** A call that waits for its answer. */
  private static final class Waiting {
    private final Thread thread = Thread.currentThread();
    private volatile @Nullable ByteString answer;
  }

  private final class Stream implements ClientResponseObserver<OutgoingFrame, Frame> {
    private final AtomicLong lastId = new AtomicLong();
    private final ConcurrentMap<Long, Waiting> waiting = new ConcurrentHashMap<>();
    private @Nullable FrameWriter writer;

    Stream(ManagedChannel channel) {
      ClientCalls.asyncBidiStreamingCall(channel.newCall(FRAMES, CallOptions.DEFAULT), this);
    }

    @Override
    public void beforeStart(ClientCallStreamObserver<OutgoingFrame> requests) {
      FrameWriter made = new FrameWriter(requests, loop.next());
      requests.setOnReadyHandler(made::flush);
      writer = made;
    }

    ByteString call(ByteString data) {
      Long id = lastId.incrementAndGet();
      Waiting call = new Waiting();
      waiting.put(id, call);
      requireNonNull(writer)
          .write(Outgoing.of(Numbered.newBuilder().setId(id).setData(data).build()));
      ByteString answer;
      while ((answer = call.answer) == null) {
        LockSupport.park(this);
      }
      return answer;
    }

    @Override
    public void onNext(Frame frame) {
      for (Numbered answer : frame.getMessagesList()) {
        Waiting call = waiting.remove(answer.getId());
        if (call != null) {
          call.answer = answer.getData();
          LockSupport.unpark(call.thread);
        }
      }
    }

    @Override
    public void onError(Throwable failure) {
      throw new IllegalStateException(failure);
    }

    @Override
    public void onCompleted() {
      // At the end of the measurement.
    }
  }
}
