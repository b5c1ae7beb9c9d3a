package dev.lido.operator.pod;

import dev.lido.crds.v1alpha1.EvictionSafety;
import java.util.Map;

/** The annotations by which autoscalers know which pods they must not evict. */
final class EvictionMarks {

  private static final Map<String, String> UNSAFE =
      Map.of(
          "cluster-autoscaler.kubernetes.io/safe-to-evict", "false",
          "karpenter.sh/do-not-disrupt", "true");

  private EvictionMarks() {}

  /** Returns those of a worker: by default none, so that what the template says counts. */
  static Map<String, String> of(EvictionSafety safe) {
    return safe == EvictionSafety.Always ? Map.of() : UNSAFE;
  }
}
