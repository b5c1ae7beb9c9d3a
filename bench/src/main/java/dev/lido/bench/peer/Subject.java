package dev.lido.bench.peer;

import java.util.List;

/** What is measured. */
public enum Subject {
  /** A closure, by {@code Pool.call}. */
  LIDO_CLOSURE("lido-closure", Family.LIDO),
  /** A named task, by {@code Pool.call}. */
  LIDO_NAMED("lido-named", Family.LIDO),
  /** Unary calls by blocking stubs, answered from virtual threads. */
  GRPC_UNARY("grpc-unary", Family.GRPC),
  /** One bidirectional stream to each server, one message a frame, answered from virtual threads. */
  GRPC_BIDI("grpc-bidi", Family.GRPC),
  /** One stream to each server, whatever waits in one frame: what Lido's wire alone would allow. */
  GRPC_FRAMES("grpc-frames", Family.FRAMES),
  /** Tasks submitted to an {@code IExecutorService} by a client. */
  HAZELCAST("hazelcast", Family.HAZELCAST);

  /** Subjects that share servers and a caller. */
  public enum Family {
    /** Lido. */
    LIDO,
    /** Raw gRPC. */
    GRPC,
    /** Raw gRPC, its messages in frames. */
    FRAMES,
    /** Hazelcast. */
    HAZELCAST
  }

  private final String label;
  private final Family family;

  Subject(String label, Family family) {
    this.label = label;
    this.family = family;
  }

  /** Returns the family that it belongs to. */
  public Family family() {
    return family;
  }

  /** Returns what it can be measured with. */
  public List<Workload> workloads() {
    return switch (this) {
      case LIDO_CLOSURE, HAZELCAST -> List.of(Workload.EMPTY, Workload.TWO_VALUES);
      case LIDO_NAMED -> List.of(Workload.BYTES_100);
      case GRPC_UNARY, GRPC_BIDI, GRPC_FRAMES -> List.of(Workload.EMPTY, Workload.BYTES_100);
    };
  }

  @Override
  public String toString() {
    return label;
  }
}
