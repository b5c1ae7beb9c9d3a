package dev.lido.cli.pools;

import dev.lido.crds.v1alpha1.PoolNames;
import dev.lido.protocol.v1.ControlGrpc;
import dev.lido.protocol.v1.DescribeRequest;
import dev.lido.protocol.v1.WorkerDescription;
import io.fabric8.kubernetes.api.model.Pod;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;

/** Asks workers what they run. */
final class WorkerTalk {

  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private WorkerTalk() {}

  /** Asks one worker; empty if it does not answer. */
  static Optional<WorkerDescription> describe(Pod pod, int children) {
    if (pod.getStatus() == null || pod.getStatus().getPodIP() == null) {
      return Optional.empty();
    }
    InetSocketAddress address = new InetSocketAddress(pod.getStatus().getPodIP(), port(pod));
    ManagedChannel channel = NettyChannelBuilder.forAddress(address).usePlaintext().build();
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

  private static int port(Pod pod) {
    return Optional.ofNullable(pod.getMetadata().getAnnotations())
        .map(annotations -> annotations.get(PoolNames.REAL_PORT + PoolNames.WIRE_PORT_NAME))
        .map(Integer::valueOf)
        .orElse(PoolNames.WIRE_PORT);
  }
}
