package dev.lido.operator.apply;

import dev.lido.crds.v1alpha1.PoolResource;
import dev.lido.crds.v1alpha1.PoolStatus;
import dev.lido.operator.kubelet.KubeletEvent;
import dev.lido.operator.pod.PodDraft;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Everything that the operator asks of the API server, beside its watches: create, merge patch with
 * optimistic locking, delete, and reads that no cache answers. No other kinds of requests are used:
 * these mean the same on every API server. It is thread-safe.
 *
 * <p>Every method throws {@link io.fabric8.kubernetes.client.KubernetesClientException} if the API
 * server refused, or did not answer: then it may have been done all the same.
 */
public interface ClusterApi {

  /** Creates an object, and returns its version; 409 if there is one of its name. */
  String create(HasMetadata object);

  /** Creates a pod, and returns its version; 409 if there is one of its name. */
  String createPod(PodDraft pod);

  /** Lists the UIDs of all pools that this operator looks after, as the API server stored them last. */
  Set<String> poolUids();

  /** Reads a pool as the API server stored it last; empty if there is none. */
  Optional<PoolResource> pool(String namespace, String name);

  /** Reads a pod as the API server stored it last; empty if there is none. */
  Optional<Pod> pod(String namespace, String name);

  /** Lists the pods that carry a pool's label, as the API server stored them last. */
  List<Pod> pods(String namespace, String pool);

  /** Reads a Service as the API server stored it last; empty if there is none. */
  Optional<Service> service(String namespace, String name);

  /**
   * Adds annotations to a pod, and returns its new version; 409 if it has another version than
   * {@code unchanged}, 404 if there is none.
   */
  String annotate(String namespace, String name, String unchanged, Map<String, String> annotations);

  /** Changes fields of a Service's spec; 409 if it is no longer as {@code read}. */
  void changeSpec(Service read, Map<String, Object> fields);

  /** Reads a PodDisruptionBudget as the API server stored it last; empty if there is none. */
  Optional<PodDisruptionBudget> budget(String namespace, String name);

  /** Changes fields of a budget's spec, null removes one; 409 if it is no longer as {@code read}. */
  void changeBudget(PodDisruptionBudget read, Map<String, Object> fields);

  /** Deletes a budget; 409 if it is another one of the name; 404 if there is none. */
  void deleteBudget(PodDisruptionBudget read);

  /** Lists what the kubelet said of failed probes of a pod's containers, and of stopping them. */
  List<KubeletEvent> killings(String namespace, String podUid);

  /**
   * Deletes a pod; 409 if it is another one of the name, or has another version than {@code
   * unchanged}; 404 if there is none.
   */
  void deletePod(String namespace, String name, String uid, Optional<String> unchanged);

  /** Writes a pool's status, and returns its new version; 409 if it is no longer as {@code read}. */
  String writeStatus(PoolResource read, PoolStatus status);
}
