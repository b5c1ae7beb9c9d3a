package dev.lido.operator.apply;

import dev.lido.operator.observe.Contact;
import dev.lido.protocol.v1.ControlGrpc;
import dev.lido.protocol.v1.ControlGrpc.ControlBlockingStub;
import dev.lido.protocol.v1.DescribeRequest;
import dev.lido.protocol.v1.DrainRequest;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.ToIntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Talks to workers through their {@code Control} service, on a connection per question. */
public final class GrpcWorkerControl implements WorkerControl {

  private static final Logger LOGGER = LoggerFactory.getLogger(GrpcWorkerControl.class);
  private static final Duration DEADLINE = Duration.ofSeconds(1);

  private final WorkerChannels channels;
  private final AtomicBoolean warned = new AtomicBoolean();

  /** Makes one; it holds nothing that has to be closed. */
  public GrpcWorkerControl(WorkerChannels channels) {
    this.channels = channels;
  }

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

  private DrainAnswer ask(Contact worker, ToIntFunction<ControlBlockingStub> question) {
    if (!channels.canReach(worker)) {
      warn(worker);
      return new DrainAnswer.Silent();
    }
    ManagedChannel channel = channels.to(worker);
    try {
      return new DrainAnswer.Left(
          question.applyAsInt(
              ControlGrpc.newBlockingStub(channel)
                  .withDeadlineAfter(DEADLINE.toMillis(), TimeUnit.MILLISECONDS)));
    } catch (StatusRuntimeException noAnswer) {
      LOGGER.atDebug().addKeyValue("worker", worker.address()).setCause(noAnswer).log("No answer");
      return isRefused(noAnswer) ? new DrainAnswer.NothingListens() : new DrainAnswer.Silent();
    } finally {
      channel.shutdownNow();
    }
  }

  private void warn(Contact worker) {
    if (worker.known() && warned.compareAndSet(false, true)) {
      LOGGER
          .atWarn()
          .addKeyValue("pool", worker.tls())
          .log("Workers that speak TLS cannot be drained ahead: set LIDO_TLS of the operator");
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
