package dev.lido.operator.status;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The conditions of a pool before a change: makes those after it, which keep the time of their last
 * transition unless their status changes.
 *
 * @param list the conditions before
 * @param generation the version of the spec that the new ones speak of
 * @param now the time
 */
record Conditions(List<Condition> list, long generation, Instant now) {

  /** Kubernetes accepts no longer messages. */
  private static final int LONGEST_MESSAGE = 32_000;

  Conditions {
    list = List.copyOf(list);
  }

  Optional<Condition> find(String type) {
    return list.stream().filter(condition -> type.equals(condition.getType())).findFirst();
  }

  Condition make(String type, boolean status, Verdict.Say say) {
    String text = status ? "True" : "False";
    return new ConditionBuilder()
        .withType(type)
        .withStatus(text)
        .withReason(say.reason())
        .withMessage(shorten(say.message()))
        .withObservedGeneration(generation)
        .withLastTransitionTime(since(type, text))
        .build();
  }

  private String since(String type, String status) {
    return find(type)
        .filter(before -> status.equals(before.getStatus()))
        .map(Condition::getLastTransitionTime)
        .orElseGet(() -> KubeTime.write(now));
  }

  private static String shorten(String message) {
    return message.length() <= LONGEST_MESSAGE ? message : message.substring(0, LONGEST_MESSAGE);
  }
}
