package dev.lido.cli.apiserver;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lido.cli.apiserver.admission.CustomType;
import dev.lido.cli.apiserver.admission.CustomTypes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the API server says it serves. */
record Discovery(CustomTypes types) {

  private record Resource(
      String plural, String kind, boolean namespaced, List<String> shortNames) {}

  private static final List<String> VERBS =
      List.of("create", "delete", "deletecollection", "get", "list", "patch", "update", "watch");

  private static final Map<String, List<Resource>> BUILT_IN =
      Map.of(
          "v1",
          List.of(
              new Resource("namespaces", "Namespace", false, List.of("ns")),
              new Resource("nodes", "Node", false, List.of("no")),
              new Resource("pods", "Pod", true, List.of("po")),
              new Resource("services", "Service", true, List.of("svc")),
              new Resource("configmaps", "ConfigMap", true, List.of("cm")),
              new Resource("secrets", "Secret", true, List.of()),
              new Resource("events", "Event", true, List.of("ev"))),
          "discovery.k8s.io/v1",
          List.of(new Resource("endpointslices", "EndpointSlice", true, List.of())),
          "policy/v1",
          List.of(
              new Resource("poddisruptionbudgets", "PodDisruptionBudget", true, List.of("pdb"))),
          "coordination.k8s.io/v1",
          List.of(new Resource("leases", "Lease", true, List.of())),
          "apiextensions.k8s.io/v1",
          List.of(
              new Resource(
                  "customresourcedefinitions", "CustomResourceDefinition", false, List.of("crd"))));

  /** Returns the document at a URL, if one is there. */
  Optional<ObjectNode> document(String uri) {
    String path = uri.split("\\?", 2)[0];
    return switch (path) {
      case "/api" -> Optional.of(versions());
      case "/apis" -> Optional.of(groups());
      case "/version" ->
          Optional.of(
              Json.object().put("major", "1").put("minor", "34").put("gitVersion", "v1.34.0-lido"));
      case "/readyz", "/livez", "/healthz" -> Optional.of(Json.object().put("status", "ok"));
      default -> new OpenApi(kinds()).document(path).or(() -> resources(path));
    };
  }

  private static ObjectNode versions() {
    ObjectNode document = Json.object().put("kind", "APIVersions");
    document.putArray("versions").add("v1");
    return document;
  }

  private ObjectNode groups() {
    ObjectNode document = Json.object().put("kind", "APIGroupList").put("apiVersion", "v1");
    ArrayNode groups = document.putArray("groups");
    for (String groupVersion : groupVersions()) {
      String[] parts = groupVersion.split("/", 2);
      if (parts.length == 2) {
        ObjectNode group = groups.addObject().put("name", parts[0]);
        describe(group.putArray("versions").addObject(), groupVersion, parts[1]);
        describe(group.putObject("preferredVersion"), groupVersion, parts[1]);
      }
    }
    return document;
  }

  private static void describe(ObjectNode node, String groupVersion, String version) {
    node.put("groupVersion", groupVersion).put("version", version);
  }

  private TreeSet<String> groupVersions() {
    TreeSet<String> all = new TreeSet<>(BUILT_IN.keySet());
    types.all().forEach(type -> all.add(type.group() + "/" + type.version()));
    return all;
  }

  private Map<String, Map<String, String>> kinds() {
    return groupVersions().stream()
        .collect(
            Collectors.toMap(
                Function.identity(),
                groupVersion ->
                    resourcesOf(groupVersion).stream()
                        .collect(Collectors.toMap(Resource::plural, Resource::kind))));
  }

  private List<Resource> resourcesOf(String groupVersion) {
    Stream<Resource> custom =
        types.all().stream()
            .filter(type -> groupVersion.equals(type.group() + "/" + type.version()))
            .map(Discovery::resource);
    return Stream.concat(BUILT_IN.getOrDefault(groupVersion, List.of()).stream(), custom).toList();
  }

  private Optional<ObjectNode> resources(String path) {
    String groupVersion = path.replaceFirst("^/apis?/", "");
    if (!groupVersions().contains(groupVersion)) {
      return Optional.empty();
    }
    ObjectNode document =
        Json.object()
            .put("kind", "APIResourceList")
            .put("apiVersion", "v1")
            .put("groupVersion", groupVersion);
    ArrayNode resources = document.putArray("resources");
    resourcesOf(groupVersion).forEach(resource -> add(resources, resource));
    return Optional.of(document);
  }

  private static Resource resource(CustomType type) {
    return new Resource(type.plural(), type.kind(), true, type.shortNames());
  }

  private static void add(ArrayNode resources, Resource resource) {
    ObjectNode entry =
        resources
            .addObject()
            .put("name", resource.plural())
            .put("singularName", "")
            .put("namespaced", resource.namespaced())
            .put("kind", resource.kind());
    VERBS.forEach(entry.putArray("verbs")::add);
    resource.shortNames().forEach(entry.putArray("shortNames")::add);
  }
}
