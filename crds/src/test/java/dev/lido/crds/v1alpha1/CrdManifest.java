package dev.lido.crds.v1alpha1;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.fabric8.crdv2.generator.CRDGenerator;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The CRD as fabric8 makes it of the types, with what fabric8's types do not say: list types,
 * required fields and bounds inside the pod template.
 */
final class CrdManifest {

  static final String FILE = "poolresources.lido.dev-v1.yml";

  private static final String HEADER =
      "# Generated from dev.lido.crds.v1alpha1.PoolResource. Do not edit: `mvn test -pl crds"
          + " -Dlido.update` writes it.\n";

  private static final List<String> COLUMNS =
      List.of(
          "Ready",
          "Desired",
          "Capacity",
          "Restarts",
          "Status",
          "Age",
          "Partitions",
          "Updated",
          "Message");

  /** Bounds that keep the cost of the template's rules within what the API server allows. */
  private static final long MOST_CONTAINERS = 32;

  private static final long MOST_VARIABLES = 1000;
  private static final long MOST_PORTS = 100;
  private static final long LONGEST_NAME = 253;

  private CrdManifest() {}

  static String yaml() throws IOException {
    CustomResourceDefinition crd = generated();
    JSONSchemaProps schema =
        crd.getSpec().getVersions().getFirst().getSchema().getOpenAPIV3Schema();
    schema.setDescription("A pool of supervised workers, which callers place their functions in.");
    schema.setRequired(List.of("spec"));
    at(schema, "spec").setDescription("What is wanted of the pool.");
    at(schema, "status").setDescription("What the operator found.");
    at(schema, "status").setDefault(notSeenYet());
    JSONSchemaProps template = at(schema, "spec", "template");
    trimTemplate(template);
    describeConditions(at(schema, "status", "conditions").getItems().getSchema());
    orderColumns(crd);
    markLists(schema);
    markMaps(schema);
    return HEADER + Serialization.asYaml(crd);
  }

  /** Who waits for a pool must not take one that no operator has seen yet for one that is ready. */
  private static JsonNode notSeenYet() {
    return JsonNodeFactory.instance.objectNode().put("observedGeneration", -1);
  }

  private static CustomResourceDefinition generated() throws IOException {
    Path folder = Files.createTempDirectory("crd");
    Path file = folder.resolve(FILE);
    try {
      new CRDGenerator()
          .customResourceClasses(PoolResource.class)
          .inOutputDir(folder.toFile())
          .generate();
      return Serialization.unmarshal(Files.readString(file), CustomResourceDefinition.class);
    } finally {
      Files.deleteIfExists(file);
      Files.delete(folder);
    }
  }

  /** fabric8 sorts them by path; people read them in this order. */
  private static void orderColumns(CustomResourceDefinition crd) {
    crd.getSpec()
        .getVersions()
        .getFirst()
        .getAdditionalPrinterColumns()
        .sort(Comparator.comparingInt(column -> COLUMNS.indexOf(column.getName())));
  }

  /** Their class is the client's, which describes nothing. */
  private static void describeConditions(JSONSchemaProps condition) {
    at(condition, "type").setDescription("Ready, Reconciling, Stalled or Progressing.");
    at(condition, "status").setDescription("True or False.");
    at(condition, "reason").setDescription("Why, in one word for machines.");
    at(condition, "message").setDescription("Why, for people.");
    at(condition, "observedGeneration").setDescription("The generation of the spec that it is of.");
    at(condition, "lastTransitionTime").setDescription("When its status changed last.");
  }

  private static void trimTemplate(JSONSchemaProps template) {
    template.setRequired(List.of("spec"));
    JSONSchemaProps metadata = at(template, "metadata");
    metadata.getProperties().keySet().retainAll(List.of("labels", "annotations"));
    at(metadata, "labels").setMaxProperties(100L);
    at(metadata, "annotations").setMaxProperties(100L);
    JSONSchemaProps pod = at(template, "spec");
    pod.setRequired(List.of("containers"));
    pod.getProperties().remove("ephemeralContainers");
    at(pod, "containers").setMinItems(1L);
    Stream.of("containers", "initContainers").forEach(list -> boundContainers(at(pod, list)));
    requireName(at(pod, "volumes"));
  }

  private static void boundContainers(JSONSchemaProps containers) {
    containers.setMaxItems(MOST_CONTAINERS);
    requireName(containers);
    JSONSchemaProps container = containers.getItems().getSchema();
    at(container, "env").setMaxItems(MOST_VARIABLES);
    requireName(at(container, "env"));
    at(container, "ports").setMaxItems(MOST_PORTS);
    at(container, "volumeMounts").getItems().getSchema().setRequired(List.of("mountPath", "name"));
  }

  private static void requireName(JSONSchemaProps list) {
    JSONSchemaProps item = list.getItems().getSchema();
    item.setRequired(List.of("name"));
    at(item, "name").setMaxLength(LONGEST_NAME);
  }

  /** Unmarked lists have one owner as a whole: says so of every list, to be changed by name. */
  private static void markLists(JSONSchemaProps schema) {
    if ("array".equals(schema.getType())) {
      schema.setXKubernetesListType("atomic");
      markLists(schema.getItems().getSchema());
    }
    if (schema.getProperties() != null) {
      schema.getProperties().values().forEach(CrdManifest::markLists);
    }
  }

  private static void markMaps(JSONSchemaProps schema) {
    JSONSchemaProps pod = at(schema, "spec", "template", "spec");
    map(at(schema, "status", "conditions"), "type");
    at(schema, "status", "conditions")
        .getItems()
        .getSchema()
        .setRequired(List.of("type", "status", "reason", "message", "lastTransitionTime"));
    map(at(schema, "status", "partitions"), "partition");
    map(at(pod, "volumes"), "name");
    for (String list : List.of("containers", "initContainers")) {
      map(at(pod, list), "name");
      JSONSchemaProps container = at(pod, list).getItems().getSchema();
      map(at(container, "env"), "name");
      map(at(container, "volumeMounts"), "mountPath");
    }
  }

  private static void map(JSONSchemaProps list, String key) {
    list.setXKubernetesListType("map");
    list.setXKubernetesListMapKeys(List.of(key));
  }

  private static JSONSchemaProps at(JSONSchemaProps schema, String... path) {
    JSONSchemaProps found = schema;
    for (String name : path) {
      Map<String, JSONSchemaProps> properties = found.getProperties();
      JSONSchemaProps next = properties.get(name);
      if (next == null) {
        throw new IllegalStateException("The generated CRD has no " + String.join(".", path));
      }
      found = next;
    }
    return found;
  }
}
