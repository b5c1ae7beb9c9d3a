package dev.lido.operator.simulation;

/** What may happen next in a history, and how often compared with the others. */
enum StepKind {
  PASS(20, true),
  PASS_WITH_FAULTS(8, false),
  PASS_WITH_EVENTS(5, false),
  PASS_OF_OLD_LEADER(5, false),
  EVENTS(12, false),
  SYNC(8, true),
  RELIST(2, false),
  OPERATOR_REPLACED(3, false),
  KUBELET(14, true),
  KUBELETS(6, true),
  SHORT_TIME(6, true),
  LONG_TIME(4, true),
  VERY_LONG_TIME(1, false),
  EXIT(8, false),
  UNREADY(3, false),
  EVICTED(2, false),
  PREEMPTED(2, false),
  DELETED(3, false),
  FORCE_DELETED(1, false),
  REFUSED(2, false),
  NODE_LOST(2, false),
  NODE_BACK(2, false),
  NO_ROOM(2, false),
  NO_IMAGE(2, false),
  NEVER_READY(2, false),
  UNREACHABLE(2, false),
  BUSY(8, false),
  IDLE(4, false),
  SCALE(5, false),
  TEMPLATE(5, false),
  CONCURRENCY(1, false),
  PARTITIONS(2, false),
  SUSPEND(2, false),
  UPDATE(2, false),
  SUPERVISION(1, false),
  DRAIN(1, false),
  SERVICE(1, false),
  BUDGET(1, false),
  POOL_DELETED(1, false),
  POOL_CREATED(2, false);

  final int weight;

  /** Every history has it. */
  final boolean always;

  StepKind(int weight, boolean always) {
    this.weight = weight;
    this.always = always;
  }
}
