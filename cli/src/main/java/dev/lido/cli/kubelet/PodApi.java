package dev.lido.cli.kubelet;

import io.fabric8.kubernetes.api.model.Binding;
import io.fabric8.kubernetes.api.model.BindingBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Map;
import java.util.Optional;

/**
 * What the local kubelet tells the API server of one pod.
 *
 * <p>Each method says how it went, and throws nothing when the API server is away: the caller tries
 * again.
 */
final class PodApi {

  /** How a request ended. */
  enum Outcome {
    /** The API server has it. */
    DONE,
    /** The pod is no longer there, or another has its name. */
    GONE,
    /** The API server did not answer, or refuses it for now. */
    LATER
  }

  private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);

  private final KubernetesClient client;
  private final Pod pod;

  PodApi(KubernetesClient client, Pod pod) {
    this.client = client;
    this.pod = pod;
  }

  private static String path(Pod pod, String subresource) {
    return "/api/v1/namespaces/"
        + pod.getMetadata().getNamespace()
        + "/pods/"
        + pod.getMetadata().getName()
        + subresource;
  }

  /** Says that the node runs the pod; done, too, if somebody else has said so. */
  Outcome bind(String node) {
    Outcome outcome = attempt(() -> client.raw(path(pod, "/binding"), "POST", binding(node)));
    return outcome == Outcome.GONE ? attemptBound(node) : outcome;
  }

  private Outcome attemptBound(String node) {
    try {
      boolean bound =
          Optional.ofNullable(resource().get())
              .filter(now -> now.getMetadata().getUid().equals(pod.getMetadata().getUid()))
              .filter(now -> node.equals(now.getSpec().getNodeName()))
              .isPresent();
      return bound ? Outcome.DONE : Outcome.GONE;
    } catch (KubernetesClientException away) {
      return Outcome.LATER;
    }
  }

  private Binding binding(String node) {
    return new BindingBuilder()
        .withNewMetadata()
        .withName(pod.getMetadata().getName())
        .withNamespace(pod.getMetadata().getNamespace())
        .withUid(pod.getMetadata().getUid())
        .endMetadata()
        .withNewTarget()
        .withApiVersion("v1")
        .withKind("Node")
        .withName(node)
        .endTarget()
        .build();
  }

  Outcome status(PodStatus status) {
    Pod patch =
        new PodBuilder()
            .withNewMetadata()
            .withUid(pod.getMetadata().getUid())
            .endMetadata()
            .withStatus(status)
            .build();
    return attempt(
        () -> resource().subresource("status").patch(MERGE, Serialization.asJson(patch)));
  }

  Outcome annotate(Map<String, String> annotations) {
    Pod patch =
        new PodBuilder()
            .withNewMetadata()
            .withUid(pod.getMetadata().getUid())
            .withAnnotations(annotations)
            .endMetadata()
            .build();
    return attempt(() -> resource().patch(MERGE, Serialization.asJson(patch)));
  }

  /** Removes a pod whose process has ended. */
  Outcome remove() {
    Map<String, Object> options =
        Map.of(
            "apiVersion",
            "v1",
            "kind",
            "DeleteOptions",
            "gracePeriodSeconds",
            0,
            "preconditions",
            Map.of("uid", pod.getMetadata().getUid()));
    return attempt(() -> client.raw(path(pod, ""), "DELETE", options));
  }

  private io.fabric8.kubernetes.client.dsl.PodResource resource() {
    return client
        .pods()
        .inNamespace(pod.getMetadata().getNamespace())
        .withName(pod.getMetadata().getName());
  }

  private static Outcome attempt(Runnable request) {
    try {
      request.run();
      return Outcome.DONE;
    } catch (KubernetesClientException failed) {
      return failed.getCode() == 404 || failed.getCode() == 409 ? Outcome.GONE : Outcome.LATER;
    }
  }
}
