package dev.lido.operator.apply;

import dev.lido.operator.observe.Contact;
import dev.lido.protocol.v1.ControlGrpc;
import dev.lido.protocol.v1.ControlGrpc.ControlBlockingStub;
import dev.lido.protocol.v1.DescribeRequest;
import dev.lido.protocol.v1.DrainRequest;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Talks to workers through their {@code Control} service, on a connection per question. */
public final class GrpcWorkerControl implements WorkerControl {

  private static final Logger LOGGER = LoggerFactory.getLogger(GrpcWorkerControl.class);
  private static final Duration DEADLINE = Duration.ofSeconds(1);

  /** Makes one; it holds nothing that has to be closed. */
  public GrpcWorkerControl() {}

  @Override
  public DrainAnswer drain(Contact worker) {
    return ask(worker, stub -> stub.drain(DrainRequest.getDefaultInstance()).getTaken());
  }

  @Override
  public OptionalInt load(Contact worker) {
    return switch (ask(worker, GrpcWorkerControl::taken)) {
      case DrainAnswer.Left running -> OptionalInt.of(running.children());
      case DrainAnswer.NothingListens none -> OptionalInt.of(0);
      case DrainAnswer.Silent unknown -> OptionalInt.empty();
    };
  }

  private static int taken(ControlBlockingStub stub) {
    return stub.describe(DescribeRequest.getDefaultInstance()).getTaken();
  }

  private static DrainAnswer ask(Contact worker, ToIntFunction<ControlBlockingStub> question) {
    if (!worker.known()) {
      return new DrainAnswer.Silent();
    }
    InetSocketAddress address = new InetSocketAddress(worker.address(), worker.port());
    ManagedChannel channel = NettyChannelBuilder.forAddress(address).usePlaintext().build();
    try {
      return new DrainAnswer.Left(
          question.applyAsInt(
              ControlGrpc.newBlockingStub(channel)
                  .withDeadlineAfter(DEADLINE.toMillis(), TimeUnit.MILLISECONDS)));
    } catch (StatusRuntimeException noAnswer) {
      LOGGER.atDebug().addKeyValue("worker", address).setCause(noAnswer).log("No answer");
      return isRefused(noAnswer) ? new DrainAnswer.NothingListens() : new DrainAnswer.Silent();
    } finally {
      channel.shutdownNow();
    }
  }

  private static boolean isRefused(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ConnectException) {
        return true;
      }
    }
    return false;
  }
}
