package dev.lido.cli.apiserver.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One served version of a CRD. It is thread-safe.
 *
 * <p>Its schema is the real CRD's: what it admits is what a real API server admits, apart from
 * rules that only a real one counts (CEL's cost) and formats.
 */
public final class CustomType {

  private final JsonNode names;
  private final String group;
  private final JsonNode version;
  private final JsonNode schema;
  private final Rules rules = new Rules();

  CustomType(JsonNode spec, JsonNode version) {
    this.names = spec.path("names");
    this.group = spec.path("group").asText();
    this.version = version;
    this.schema = version.path("schema").path("openAPIV3Schema");
  }

  /**
   * What became of an object.
   *
   * @param object it, pruned and with the defaults
   * @param unknown the fields that were pruned
   * @param problems why it is refused; empty when it is not
   */
  public record Verdict(ObjectNode object, List<String> unknown, List<Problem> problems) {}

  /** Judges an object; {@code old} is what it replaces. The arguments are not changed. */
  public Verdict judge(ObjectNode object, Optional<JsonNode> old) {
    ObjectNode admitted = object.deepCopy();
    List<String> unknown = Pruning.apply(schema, admitted);
    Defaults.apply(schema, admitted);
    List<Problem> problems = new ArrayList<>(SchemaCheck.of(schema, admitted));
    if (problems.isEmpty()) {
      problems.addAll(rules.check(schema, admitted, old));
    }
    return new Verdict(admitted, unknown, List.copyOf(problems));
  }

  /** Returns its name in URLs. */
  public String plural() {
    return names.path("plural").asText();
  }

  /** Returns its API group. */
  public String group() {
    return group;
  }

  /** Returns its API version. */
  public String version() {
    return version.path("name").asText();
  }

  /** Returns its kind. */
  public String kind() {
    return names.path("kind").asText();
  }

  /** Returns the short names that people may write instead of {@link #plural}. */
  public List<String> shortNames() {
    List<String> shortNames = new ArrayList<>();
    names.path("shortNames").forEach(name -> shortNames.add(name.asText()));
    return List.copyOf(shortNames);
  }

  /** Whether status is a subresource. */
  public boolean hasStatus() {
    return version.path("subresources").has("status");
  }

  /** Returns the paths of the scale subresource, if it has one. */
  public Optional<JsonNode> scale() {
    return Optional.of(version.path("subresources").path("scale")).filter(JsonNode::isObject);
  }
}
