package dev.lido.bench.peer;

import dev.lido.bench.echo.EchoGrpc;
import dev.lido.bench.echo.Frame;
import dev.lido.bench.echo.Numbered;
import dev.lido.bench.process.Lines;
import dev.lido.protocol.stream.FrameWriter;
import dev.lido.protocol.stream.Outgoing;
import dev.lido.protocol.stream.OutgoingFrame;
import dev.lido.protocol.tls.Tls;
import io.grpc.BindableService;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.channel.EventLoop;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.nio.NioIoHandler;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioServerSocketChannel;
import io.grpc.stub.CallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * A gRPC server that answers each message of a frame from a virtual thread of its own, and sends
 * whatever answers wait in one frame: what a worker does, and nothing else of it.
 */
public final class FramesServerMain {

  private FramesServerMain() {}

  /** Serves until the standard input ends. */
  public static void main(String[] args) throws IOException {
    // As a worker has it on two cores: few carriers.
    System.setProperty(
        "jdk.virtualThreadScheduler.parallelism",
        Integer.toString(Math.max(1, Runtime.getRuntime().availableProcessors() / 2)));
    Lines lines = Lines.take();
    EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    Server server =
        NettyServerBuilder.forAddress(address, GrpcTls.ofServer(Tls.of(System.getenv())))
            .channelType(NioServerSocketChannel.class)
            .bossEventLoopGroup(loop)
            .workerEventLoopGroup(loop)
            .directExecutor()
            .addService(new Echo(loop.next()))
            .build()
            .start();
    lines.serve(line -> Talk.answer(line, server.getPort()));
  }

  private static final class Echo implements BindableService {
    private final EventLoop loop;

    Echo(EventLoop loop) {
      this.loop = loop;
    }

    @Override
    public ServerServiceDefinition bindService() {
      MethodDescriptor<Frame, Frame> frames = EchoGrpc.getFramesMethod();
      return ServerServiceDefinition.builder(EchoGrpc.SERVICE_NAME)
          .addMethod(
              frames.toBuilder(frames.getRequestMarshaller(), OutgoingFrame.marshaller()).build(),
              ServerCalls.asyncBidiStreamingCall(this::frames))
          .build();
    }

    private StreamObserver<Frame> frames(StreamObserver<OutgoingFrame> responses) {
      CallStreamObserver<OutgoingFrame> stream = (CallStreamObserver<OutgoingFrame>) responses;
      FrameWriter writer = new FrameWriter(stream, loop);
      stream.setOnReadyHandler(writer::flush);
      return new StreamObserver<>() {
        @Override
        public void onNext(Frame frame) {
          for (Numbered request : frame.getMessagesList()) {
            Thread.startVirtualThread(() -> writer.write(Outgoing.of(request)));
          }
        }

        @Override
        public void onError(Throwable callerGone) {
          writer.close();
        }

        @Override
        public void onCompleted() {
          writer.complete();
        }
      };
    }
  }
}
