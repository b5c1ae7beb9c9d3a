package dev.lido.cli.pools;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lido.cli.command.CliException;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.FieldValidateable.Validation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;
import java.util.Optional;

/** Creates or changes a pool as declared, as {@code kubectl apply} does, and beside it. */
record Applier(KubernetesClient client, Optional<String> namespace) {

  /** kubectl's own: either command knows what the other has applied. */
  private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

  private static final ResourceDefinitionContext POOLS =
      new ResourceDefinitionContext.Builder()
          .withGroup("lido.dev")
          .withVersion("v1alpha1")
          .withKind("PoolResource")
          .withPlural("poolresources")
          .withNamespaced(true)
          .build();

  private static final PatchContext STRICT =
      new PatchContext.Builder()
          .withPatchType(PatchType.JSON_MERGE)
          .withFieldValidation("Strict")
          .build();

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final KubernetesSerialization MODEL = new KubernetesSerialization();

  /** What became of a pool. */
  enum Outcome {
    created,
    configured,
    unchanged
  }

  Outcome apply(ObjectNode declared) {
    ObjectNode pool = declared.deepCopy();
    ObjectNode metadata = pool.withObject("/metadata");
    metadata.put("namespace", namespaceOf(metadata));
    String applied = pool.toString();
    Resource<GenericKubernetesResource> resource =
        client
            .genericKubernetesResources(POOLS)
            .inNamespace(metadata.path("namespace").asText())
            .withName(metadata.path("name").asText());
    GenericKubernetesResource current = resource.get();
    if (current == null) {
      annotate(pool, applied);
      GenericKubernetesResource created =
          MODEL.unmarshal(pool.toString(), GenericKubernetesResource.class);
      client.resource(created).fieldValidation(Validation.STRICT).create();
      return Outcome.created;
    }
    ObjectNode patch = ThreeWay.patch(lastApplied(current), pool);
    annotate(patch, applied);
    GenericKubernetesResource now = resource.patch(STRICT, patch.toString());
    return declared(now).equals(declared(current)) ? Outcome.unchanged : Outcome.configured;
  }

  /** Returns what users declare of a pool; the operator writes its status at the same time. */
  private static List<Object> declared(GenericKubernetesResource pool) {
    ObjectMeta metadata = pool.getMetadata();
    return List.of(
        metadata.getGeneration(),
        Optional.ofNullable(metadata.getLabels()),
        Optional.ofNullable(metadata.getAnnotations()));
  }

  private String namespaceOf(ObjectNode metadata) {
    String declared = metadata.path("namespace").asText("");
    if (namespace.isPresent() && !declared.isEmpty() && !namespace.get().equals(declared)) {
      throw new CliException(
          "the pool is declared in namespace " + declared + ": leave out -n " + namespace.get());
    }
    return declared.isEmpty() ? new PoolApi(client).namespace() : declared;
  }

  private static void annotate(ObjectNode pool, String applied) {
    pool.withObject("/metadata").withObject("/annotations").put(LAST_APPLIED, applied);
  }

  private static JsonNode lastApplied(GenericKubernetesResource current) {
    try {
      return JSON.readTree(
          Optional.ofNullable(current.getMetadata().getAnnotations())
              .map(annotations -> annotations.get(LAST_APPLIED))
              .orElse("{}"));
    } catch (JsonProcessingException notOurs) {
      return JSON.createObjectNode();
    }
  }
}
