package dev.lido.operator.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lido.operator.observe.Contact;
import dev.lido.protocol.tls.Tls;
import dev.lido.protocol.tls.TlsIdentity;
import dev.lido.protocol.v1.ControlGrpc;
import dev.lido.protocol.v1.DescribeRequest;
import dev.lido.protocol.v1.DrainRequest;
import dev.lido.protocol.v1.DrainResponse;
import dev.lido.protocol.v1.WorkerDescription;
import io.grpc.Server;
import io.grpc.TlsServerCredentials;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GrpcWorkerControlTest {

  private final WorkerControl control = new GrpcWorkerControl(WorkerChannels.of(Map.of()));

  @Test
  void shouldTellWhatAWorkerHasLeftAndRuns() throws IOException {
    Server worker =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .addService(new Worker())
            .build()
            .start();
    try {
      assertThat(control.drain(at(worker.getPort()))).isEqualTo(new DrainAnswer.Left(3));
      assertThat(control.load(at(worker.getPort()))).hasValue(4);
    } finally {
      worker.shutdownNow();
    }
  }

  @Test
  void shouldSpeakTlsWithAWorkerOfThatPoolAlone() throws Exception {
    TlsIdentity identity = new TlsIdentity(Tls.in(certificates()));
    WorkerControl secured = new GrpcWorkerControl(new WorkerChannels(Optional.of(identity)));
    Server worker =
        NettyServerBuilder.forAddress(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                TlsServerCredentials.newBuilder()
                    .keyManager(identity.keys())
                    .trustManager(identity.callers())
                    .clientAuth(TlsServerCredentials.ClientAuth.REQUIRE)
                    .build())
            .addService(new Worker())
            .build()
            .start();
    try {
      // The first handshake of a process loads what it needs, and an answer is not waited for long.
      await()
          .untilAsserted(
              () ->
                  assertThat(secured.drain(at(worker.getPort(), "pool")))
                      .isEqualTo(new DrainAnswer.Left(3)));
      assertThat(secured.drain(at(worker.getPort(), "other"))).isEqualTo(new DrainAnswer.Silent());
      assertThat(control.drain(at(worker.getPort(), "pool"))).isEqualTo(new DrainAnswer.Silent());
    } finally {
      worker.shutdownNow();
    }
  }

  /** They are good for a hundred years, and for the pool here/pool. */
  private static Path certificates() throws URISyntaxException {
    URL one = Objects.requireNonNull(GrpcWorkerControlTest.class.getResource("tls.crt"));
    return Objects.requireNonNull(Path.of(one.toURI()).getParent());
  }

  private static Contact at(int port, String pool) {
    return new Contact("127.0.0.1", port, 5, Optional.of(new Contact.Pool("here", pool)));
  }

  @Test
  void shouldTellThatNothingIsLeftWhereNothingListens() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }

    assertThat(control.drain(at(port))).isEqualTo(new DrainAnswer.NothingListens());
    assertThat(control.load(at(port))).hasValue(0);
  }

  @Test
  void shouldNotKnowWhatAWorkerHasLeftThatDoesNotAnswer() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(control.drain(at(silent.getLocalPort()))).isEqualTo(new DrainAnswer.Silent());
    }
  }

  @Test
  void shouldNotAskAWorkerThatHasNoAddress() {
    assertThat(control.load(new Contact("", 7070, 5))).isEmpty();
  }

  private static Contact at(int port) {
    return new Contact("127.0.0.1", port, 5);
  }

  private static final class Worker extends ControlGrpc.ControlImplBase {

    @Override
    public void drain(DrainRequest request, StreamObserver<DrainResponse> answer) {
      answer.onNext(DrainResponse.newBuilder().setTaken(3).build());
      answer.onCompleted();
    }

    @Override
    public void describe(DescribeRequest request, StreamObserver<WorkerDescription> answer) {
      answer.onNext(WorkerDescription.newBuilder().setTaken(4).build());
      answer.onCompleted();
    }
  }
}
