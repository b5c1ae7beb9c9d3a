package dev.lido.cli.pools;

import dev.lido.operator.apply.WorkerChannels;
import dev.lido.operator.observe.Contact;
import dev.lido.operator.observe.ContactReader;
import dev.lido.protocol.v1.ControlGrpc;
import dev.lido.protocol.v1.DescribeRequest;
import dev.lido.protocol.v1.WorkerDescription;
import io.fabric8.kubernetes.api.model.Pod;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.Optional;

/** Asks workers what they run. */
final class WorkerTalk {

  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private WorkerTalk() {}

  /** Asks one worker; empty if it does not answer. */
  static Optional<WorkerDescription> describe(Pod pod, int children) {
    Contact worker = ContactReader.contact(pod);
    WorkerChannels channels = channels();
    if (!channels.canReach(worker)) {
      return Optional.empty();
    }
    ManagedChannel channel = channels.to(worker);
    try {
      return Optional.of(
          ControlGrpc.newBlockingStub(channel)
              .withDeadlineAfter(PATIENCE)
              .describe(DescribeRequest.newBuilder().setMaxChildren(children).build()));
    } catch (StatusRuntimeException silent) {
      return Optional.empty();
    } finally {
      channel.shutdownNow();
    }
  }

  /** Tells whether a worker cannot be asked for want of a certificate. */
  static boolean isLocked(Pod pod) {
    Contact worker = ContactReader.contact(pod);
    return worker.known() && !channels().canReach(worker);
  }

  private static WorkerChannels channels() {
    return WorkerChannels.of(System.getenv());
  }
}
