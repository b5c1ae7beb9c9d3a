package dev.lido.crds.v1alpha1;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/** Makes docs/reference.md of the CRD, and so of the types. */
final class ReferencePage {

  private static final String HEAD =
      """
      <!-- Generated from dev.lido.crds.v1alpha1.PoolResource. Do not edit: `mvn test -pl crds -Dlido.update` writes it. -->

      # PoolResource

      `apiVersion: lido.dev/v1alpha1`, `kind: PoolResource`, short names `pool` and `pools`. Every field, as `kubectl explain pool --recursive`
      has it. What the operator makes of it: [operator.md](operator.md).
      """;

  private final StringBuilder page = new StringBuilder(HEAD);

  private ReferencePage() {}

  static String markdown() throws IOException {
    JsonNode version =
        Serialization.unmarshal(CrdManifest.yaml(), JsonNode.class).at("/spec/versions/0");
    JsonNode schema = version.at("/schema/openAPIV3Schema");
    ReferencePage reference = new ReferencePage();
    reference.section("spec", schema.at("/properties/spec"));
    reference.section("status", schema.at("/properties/status"));
    reference.columns(version.path("additionalPrinterColumns"));
    return reference.page.toString();
  }

  private void section(String name, JsonNode schema) {
    page.append("\n## ").append(name).append("\n\n");
    rules(schema);
    page.append("| field | type | default | meaning |\n|---|---|---|---|\n");
    fields("", schema);
  }

  /** Rules between fields, as the API server says them. */
  private void rules(JsonNode schema) {
    List<String> messages = new ArrayList<>();
    schema
        .path("x-kubernetes-validations")
        .forEach(rule -> messages.add("- " + rule.path("message").asText()));
    if (!messages.isEmpty()) {
      page.append("What the API server refuses, in its words:\n\n")
          .append(String.join("\n", messages))
          .append("\n\n");
    }
  }

  private void fields(String path, JsonNode schema) {
    for (var field : schema.path("properties").properties()) {
      JsonNode type = field.getValue();
      String name = path + field.getKey();
      page.append(
          "| `%s` | %s | %s | %s |\n".formatted(name, type(type), preset(type), text(type)));
      boolean isKubernetesOwn = name.equals("template");
      if (!isKubernetesOwn) {
        fields(name + ".", type);
        fields(name + "[].", type.path("items"));
      }
    }
  }

  private static String type(JsonNode schema) {
    if (schema.path("x-kubernetes-int-or-string").asBoolean()) {
      return "integer or string";
    }
    StringJoiner values = new StringJoiner("`, `", "`", "`");
    schema.path("enum").forEach(value -> values.add(value.asText()));
    String type = schema.path("type").asText();
    return schema.has("enum") ? values.toString() : type + bounds(schema);
  }

  private static String bounds(JsonNode schema) {
    boolean isBounded = schema.has("minimum") && schema.has("maximum");
    return isBounded
        ? ", %d to %d".formatted(schema.path("minimum").asLong(), schema.path("maximum").asLong())
        : "";
  }

  private static String preset(JsonNode schema) {
    JsonNode preset = schema.path("default");
    return preset.isValueNode() ? "`" + preset.asText() + "`" : "";
  }

  private static String text(JsonNode schema) {
    StringJoiner rules = new StringJoiner("*; *", " Else refused: *", "*").setEmptyValue("");
    schema
        .path("x-kubernetes-validations")
        .forEach(rule -> rules.add(rule.path("message").asText()));
    String text = schema.path("description").asText() + rules;
    return text.replace("|", "\\|").replace('\n', ' ');
  }

  private void columns(JsonNode columns) {
    page.append("\n## kubectl get pool\n\n| column | shows | |\n|---|---|---|\n");
    for (JsonNode column : columns) {
      page.append(
          "| %s | `%s` | %s |\n"
              .formatted(
                  column.path("name").asText(),
                  column.path("jsonPath").asText(),
                  column.path("priority").asInt() == 0 ? "" : "with `-o wide`"));
    }
  }
}
