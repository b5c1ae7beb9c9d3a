package dev.lido.cli.apiserver;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a request's URL names.
 *
 * @param group the API group, empty for the core group
 * @param version the API version
 * @param plural the resource's name in URLs
 * @param namespace empty for all namespaces, and for what has none
 * @param name empty for the whole collection
 * @param subresource such as status, or empty
 * @param query the URL's parameters
 */
record ResourcePath(
    String group,
    String version,
    String plural,
    String namespace,
    String name,
    String subresource,
    Map<String, String> query) {

  private static final String NAMESPACES = "namespaces";
  private static final Set<String> OF_NAMESPACE = Set.of("status", "finalize");

  ResourcePath {
    query = Map.copyOf(query);
  }

  /** Reads a URL; empty if it names no resource. */
  static Optional<ResourcePath> parse(String uri) {
    int mark = uri.indexOf('?');
    String path = mark < 0 ? uri : uri.substring(0, mark);
    Map<String, String> query = mark < 0 ? Map.of() : query(uri.substring(mark + 1));
    List<String> parts =
        Arrays.stream(path.split("/", -1))
            .filter(part -> !part.isEmpty())
            .map(ResourcePath::decode)
            .toList();
    if (parts.size() >= 3 && parts.get(0).equals("api")) {
      return of("", parts.get(1), parts.subList(2, parts.size()), query);
    }
    if (parts.size() >= 4 && parts.get(0).equals("apis")) {
      return of(parts.get(1), parts.get(2), parts.subList(3, parts.size()), query);
    }
    return Optional.empty();
  }

  private static Optional<ResourcePath> of(
      String group, String version, List<String> rest, Map<String, String> query) {
    boolean namespaced =
        rest.size() >= 3
            && rest.get(0).equals(NAMESPACES)
            && !(rest.size() == 3 && OF_NAMESPACE.contains(rest.get(2)));
    String namespace = namespaced ? rest.get(1) : "";
    List<String> own = namespaced ? rest.subList(2, rest.size()) : rest;
    if (own.size() > 3) {
      return Optional.empty();
    }
    return Optional.of(
        new ResourcePath(group, version, own.get(0), namespace, at(own, 1), at(own, 2), query));
  }

  private static String at(List<String> parts, int index) {
    return index < parts.size() ? parts.get(index) : "";
  }

  private static Map<String, String> query(String text) {
    Map<String, String> query = new HashMap<>();
    for (String pair : text.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        query.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
      }
    }
    return query;
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  /** Returns the path of an object of this collection. */
  ResourcePath named(String aName) {
    return new ResourcePath(group, version, plural, namespace, aName, "", Map.of());
  }

  ResourcePath in(String aNamespace) {
    return new ResourcePath(group, version, plural, aNamespace, name, subresource, query);
  }

  String apiVersion() {
    return group.isEmpty() ? version : group + "/" + version;
  }

  boolean isCollection() {
    return name.isEmpty();
  }

  boolean isWatch() {
    String watch = query.getOrDefault("watch", "");
    return watch.equals("true") || watch.equals("1");
  }

  boolean is(String aGroup, String aPlural) {
    return group.equals(aGroup) && plural.equals(aPlural);
  }

  /** Returns the resource as messages name it: {@code pods}, {@code poolresources.lido.dev}. */
  String qualified() {
    return group.isEmpty() ? plural : plural + "." + group;
  }

  /** Returns the path of one object of the collection, without subresource and query. */
  String objectPath(String objectName) {
    return collectionPath() + "/" + objectName;
  }

  /** Returns the path of the collection, without query. */
  String collectionPath() {
    String root = group.isEmpty() ? "/api/" + version : "/apis/" + group + "/" + version;
    String scope = namespace.isEmpty() ? "" : "/namespaces/" + namespace;
    return root + scope + "/" + plural;
  }

  /** Whether both name the same kind of resource. */
  boolean sameKind(ResourcePath other) {
    return group.equals(other.group) && plural.equals(other.plural);
  }
}
