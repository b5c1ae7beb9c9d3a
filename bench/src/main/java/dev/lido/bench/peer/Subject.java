package dev.lido.bench.peer;

import java.util.List;

/** What is measured. */
public enum Subject {
  /** A closure, by {@code Pool.call}. */
  LIDO_CLOSURE("lido-closure", Family.LIDO, List.of(Workload.EMPTY, Workload.TWO_VALUES)),
  /** A named task, by {@code Pool.call}. */
  LIDO_NAMED("lido-named", Family.LIDO, List.of(Workload.BYTES_100)),
  /** Unary calls by blocking stubs, answered from virtual threads. */
  GRPC_UNARY("grpc-unary", Family.GRPC, List.of(Workload.EMPTY, Workload.BYTES_100)),
  /** One bidirectional stream to each server, one message a frame, answered from virtual threads. */
  GRPC_BIDI("grpc-bidi", Family.GRPC, List.of(Workload.EMPTY, Workload.BYTES_100)),
  /** Tasks submitted to an {@code IExecutorService} by a client. */
  HAZELCAST("hazelcast", Family.HAZELCAST, List.of(Workload.EMPTY, Workload.TWO_VALUES));

  /** Subjects that share servers and a caller. */
  public enum Family {
    /** Lido. */
    LIDO,
    /** Raw gRPC. */
    GRPC,
    /** Hazelcast. */
    HAZELCAST
  }

  private final String label;
  private final Family family;
  private final List<Workload> workloads;

  Subject(String label, Family family, List<Workload> workloads) {
    this.label = label;
    this.family = family;
    this.workloads = workloads;
  }

  /** Returns the family that it belongs to. */
  public Family family() {
    return family;
  }

  /** Returns what it can be measured with. */
  public List<Workload> workloads() {
    return workloads;
  }

  @Override
  public String toString() {
    return label;
  }
}
