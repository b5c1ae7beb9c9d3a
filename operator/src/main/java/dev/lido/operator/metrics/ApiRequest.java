package dev.lido.operator.metrics;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * What is asked of the API server, in Kubernetes's words.
 *
 * @param verb such as {@code list}
 * @param resource such as {@code pods} or {@code poolresources/status}; {@code other}: none
 */
record ApiRequest(String verb, String resource) {

  private static final String OTHER = "other";

  static ApiRequest of(String method, URI uri) {
    List<String> path = List.of(uri.getPath().substring(1).split("/"));
    int start = start(path);
    if (start < 0) {
      return new ApiRequest(method.toLowerCase(Locale.ROOT), OTHER);
    }
    List<String> rest = path.subList(start, path.size());
    String resource = rest.size() > 2 ? rest.get(0) + "/" + rest.get(2) : rest.get(0);
    return new ApiRequest(verb(method, uri, rest.size() > 1), resource);
  }

  /** Tells whether it lists or watches a resource. */
  boolean isOfAll(String wanted) {
    return resource.equals(wanted) && (verb.equals("list") || verb.equals("watch"));
  }

  /** Returns where the resource is: behind the version, and behind the namespace. */
  private static int start(List<String> path) {
    int start =
        switch (path.getFirst()) {
          case "api" -> 2;
          case "apis" -> 3;
          default -> path.size();
        };
    boolean namespaced = path.size() > start + 2 && path.get(start).equals("namespaces");
    int resource = namespaced ? start + 2 : start;
    return resource < path.size() ? resource : -1;
  }

  private static String verb(String method, URI uri, boolean named) {
    boolean watch = Objects.requireNonNullElse(uri.getQuery(), "").contains("watch=true");
    return switch (method) {
      case "GET" -> watch ? "watch" : named ? "get" : "list";
      case "POST" -> "create";
      case "PUT" -> "update";
      case "PATCH" -> "patch";
      case "DELETE" -> named ? "delete" : "deletecollection";
      default -> method.toLowerCase(Locale.ROOT);
    };
  }
}
