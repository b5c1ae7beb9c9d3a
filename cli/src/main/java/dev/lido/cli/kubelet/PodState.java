package dev.lido.cli.kubelet;

import java.time.Instant;
import java.util.Optional;

/** Where a pod is in its life, as the local kubelet knows it. */
sealed interface PodState {

  /** No node fits. */
  record Unschedulable(String why) implements PodState {}

  /** The local kubelet cannot run it. */
  record Refused(String why) implements PodState {}

  /**
   * Its process runs.
   *
   * @param started whether its startup probe has succeeded
   * @param ready whether it is ready
   */
  record Running(String ip, Instant since, boolean started, boolean ready) implements PodState {}

  /**
   * Its process has ended.
   *
   * @param why what the local kubelet did to it, empty if it ended by itself
   * @param output the end of its output
   */
  record Ended(
      String ip, Instant since, Instant at, int exitCode, Optional<String> why, String output)
      implements PodState {}
}
