package dev.lido.bench.peer;

import dev.lido.bench.echo.EchoGrpc;
import dev.lido.bench.echo.Numbered;
import dev.lido.bench.echo.Payload;
import dev.lido.bench.process.Lines;
import dev.lido.protocol.tls.Tls;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;

/** A raw gRPC server that answers from virtual threads. */
public final class GrpcServerMain {

  private GrpcServerMain() {}

  /** Serves until the standard input ends. */
  public static void main(String[] args) throws IOException {
    Lines lines = Lines.take();
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    Server server =
        NettyServerBuilder.forAddress(address, GrpcTls.ofServer(Tls.of(System.getenv())))
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .addService(new Echo())
            .build()
            .start();
    lines.serve(line -> Talk.answer(line, server.getPort()));
  }

  private static final class Echo extends EchoGrpc.EchoImplBase {

    @Override
    public void unary(Payload request, StreamObserver<Payload> response) {
      response.onNext(request);
      response.onCompleted();
    }

    @Override
    public StreamObserver<Numbered> stream(StreamObserver<Numbered> responses) {
      return new StreamObserver<>() {
        @Override
        public void onNext(Numbered request) {
          Thread.startVirtualThread(
              () -> {
                synchronized (responses) {
                  responses.onNext(request);
                }
              });
        }

        @Override
        public void onError(Throwable callerGone) {
          // It ends with its caller.
        }

        @Override
        public void onCompleted() {
          responses.onCompleted();
        }
      };
    }
  }
}
