package dev.lido.cli.apiserver;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * As much of OpenAPI v3 as kubectl wants to see: that the API server itself refuses unknown fields.
 *
 * @param kinds for each group and version, the kinds that it has, by the names in URLs
 */
record OpenApi(Map<String, Map<String, String>> kinds) {

  private static final String ROOT = "/openapi/v3";
  private static final List<String> PARAMETERS = List.of("fieldValidation", "dryRun");

  /** Returns the document at a path, if one is there. */
  Optional<ObjectNode> document(String path) {
    if (path.equals(ROOT)) {
      return Optional.of(index(kinds.keySet()));
    }
    return kinds.keySet().stream()
        .filter(groupVersion -> path.equals(ROOT + "/" + prefix(groupVersion)))
        .findFirst()
        .map(this::group);
  }

  private static String prefix(String groupVersion) {
    return (groupVersion.contains("/") ? "apis/" : "api/") + groupVersion;
  }

  private static ObjectNode index(Collection<String> groupVersions) {
    ObjectNode document = Json.object();
    ObjectNode paths = document.putObject("paths");
    for (String groupVersion : groupVersions) {
      String url = ROOT + "/" + prefix(groupVersion);
      paths.putObject(prefix(groupVersion)).put("serverRelativeURL", url);
    }
    return document;
  }

  private ObjectNode group(String groupVersion) {
    ObjectNode document = Json.object().put("openapi", "3.0.0");
    document.putObject("info").put("title", "Lido").put("version", "v1");
    ObjectNode paths = document.putObject("paths");
    kinds
        .getOrDefault(groupVersion, Map.of())
        .forEach(
            (plural, kind) -> {
              String path =
                  "/" + prefix(groupVersion) + "/namespaces/{namespace}/" + plural + "/{name}";
              describe(paths.putObject(path).putObject("patch"), groupVersion, kind);
            });
    return document;
  }

  private static void describe(ObjectNode patch, String groupVersion, String kind) {
    int slash = groupVersion.indexOf('/');
    patch
        .putObject("x-kubernetes-group-version-kind")
        .put("group", slash < 0 ? "" : groupVersion.substring(0, slash))
        .put("version", groupVersion.substring(slash + 1))
        .put("kind", kind);
    for (String parameter : PARAMETERS) {
      patch.withArray("/parameters").addObject().put("name", parameter).put("in", "query");
    }
  }
}
