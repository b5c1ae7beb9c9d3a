package dev.lido.cli.gitops;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What kstatus makes of an object whose kind it does not know: the rules of {@code
 * sigs.k8s.io/cli-utils/pkg/kstatus/status}, in their order. Flux, Helm 4 and kubectl-like tools wait
 * by them.
 */
enum Kstatus {
  CURRENT,
  IN_PROGRESS,
  FAILED,
  TERMINATING;

  static Kstatus of(JsonNode object) {
    if (object.at("/metadata").has("deletionTimestamp")) {
      return TERMINATING;
    }
    JsonNode observed = object.at("/status/observedGeneration");
    if (!observed.isMissingNode() && !observed.equals(object.at("/metadata/generation"))) {
      return IN_PROGRESS;
    }
    for (JsonNode condition : object.at("/status/conditions")) {
      String trueType = isTrue(condition) ? condition.path("type").asText() : "";
      if (trueType.equals("Reconciling")) {
        return IN_PROGRESS;
      }
      if (trueType.equals("Stalled")) {
        return FAILED;
      }
    }
    for (JsonNode condition : object.at("/status/conditions")) {
      if (condition.path("type").asText().equals("Ready")) {
        return isTrue(condition) ? CURRENT : IN_PROGRESS;
      }
    }
    return CURRENT;
  }

  private static boolean isTrue(JsonNode condition) {
    return condition.path("status").asText().equals("True");
  }
}
