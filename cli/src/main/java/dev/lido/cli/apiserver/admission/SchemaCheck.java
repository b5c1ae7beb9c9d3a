package dev.lido.cli.apiserver.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Checks a value against a structural schema. */
final class SchemaCheck {

  private final List<Problem> problems = new ArrayList<>();

  private SchemaCheck() {}

  /** Returns what is wrong, in the order of the value's fields. */
  static List<Problem> of(JsonNode schema, JsonNode value) {
    SchemaCheck check = new SchemaCheck();
    check.check(schema, value, "");
    return List.copyOf(check.problems);
  }

  private void check(JsonNode schema, JsonNode value, String path) {
    if (value.isNull() && schema.path("nullable").asBoolean(false)) {
      return;
    }
    String wanted = schema.path("type").asText("");
    if (!hasType(schema, wanted, value)) {
      problems.add(Problem.wrongType(path, typeOf(value), wanted.isEmpty() ? "integer" : wanted));
      return;
    }
    checkEnum(schema, value, path);
    switch (value) {
      case ObjectNode object -> checkObject(schema, object, path);
      case ArrayNode array -> checkArray(schema, array, path);
      default -> checkScalar(schema, value, path);
    }
    for (Schemas.Part part : Schemas.parts(schema, value, path)) {
      check(part.schema(), part.value(), part.path());
    }
  }

  private static boolean hasType(JsonNode schema, String wanted, JsonNode value) {
    if (schema.path(Schemas.INT_OR_STRING).asBoolean(false)) {
      return value.isIntegralNumber() || value.isTextual();
    }
    return switch (wanted) {
      case "object" -> value.isObject();
      case "array" -> value.isArray();
      case "string" -> value.isTextual();
      case "boolean" -> value.isBoolean();
      case "number" -> value.isNumber();
      case "integer" -> value.isIntegralNumber();
      default -> true;
    };
  }

  private static String typeOf(JsonNode value) {
    return switch (value.getNodeType()) {
      case OBJECT, POJO -> "object";
      case ARRAY -> "array";
      case STRING, BINARY -> "string";
      case BOOLEAN -> "boolean";
      case NUMBER -> value.isIntegralNumber() ? "integer" : "number";
      case NULL, MISSING -> "null";
    };
  }

  private void checkEnum(JsonNode schema, JsonNode value, String path) {
    JsonNode allowed = schema.path("enum");
    if (allowed.isArray() && stream(allowed).noneMatch(value::equals)) {
      String supported = stream(allowed).map(JsonNode::toString).collect(Collectors.joining(", "));
      problems.add(Problem.unsupported(path, value.toString(), supported));
    }
  }

  private void checkObject(JsonNode schema, ObjectNode object, String path) {
    for (JsonNode required : schema.path("required")) {
      if (!object.has(required.asText())) {
        problems.add(Problem.required(Schemas.child(schema, path, required.asText())));
      }
    }
    int most = schema.path("maxProperties").asInt(Integer.MAX_VALUE);
    if (object.size() > most) {
      problems.add(Problem.tooMany(path, object.size(), most));
    }
  }

  private void checkArray(JsonNode schema, ArrayNode array, String path) {
    int most = schema.path("maxItems").asInt(Integer.MAX_VALUE);
    int least = schema.path("minItems").asInt(0);
    if (array.size() > most) {
      problems.add(Problem.tooMany(path, array.size(), most));
    }
    if (array.size() < least) {
      fail(path, String.valueOf(array.size()), "should have at least " + least + " items");
    }
    checkKeys(schema.path("x-kubernetes-list-map-keys"), array, path);
  }

  private void checkKeys(JsonNode keys, ArrayNode array, String path) {
    Set<List<JsonNode>> seen = new HashSet<>();
    for (int i = 0; keys.isArray() && i < array.size(); i++) {
      JsonNode item = array.get(i);
      if (!seen.add(stream(keys).map(key -> item.path(key.asText())).toList())) {
        String shown =
            stream(keys)
                .map(key -> "\"" + key.asText() + "\":" + item.path(key.asText()))
                .collect(Collectors.joining(",", "{", "}"));
        problems.add(Problem.duplicate(path + "[" + i + "]", shown));
      }
    }
  }

  private void checkScalar(JsonNode schema, JsonNode value, String path) {
    if (value.isNumber()) {
      checkNumber(schema, value, path);
    } else if (value.isTextual()) {
      checkText(schema, value.textValue(), path);
    }
  }

  private void checkNumber(JsonNode schema, JsonNode value, String path) {
    BigDecimal number = value.decimalValue();
    JsonNode least = schema.path("minimum");
    JsonNode most = schema.path("maximum");
    if (least.isNumber() && number.compareTo(least.decimalValue()) < 0) {
      fail(path, value.toString(), "should be greater than or equal to " + plain(least));
    }
    if (most.isNumber() && number.compareTo(most.decimalValue()) > 0) {
      fail(path, value.toString(), "should be less than or equal to " + plain(most));
    }
  }

  private static String plain(JsonNode number) {
    return number.decimalValue().stripTrailingZeros().toPlainString();
  }

  private void checkText(JsonNode schema, String text, String path) {
    int most = schema.path("maxLength").asInt(Integer.MAX_VALUE);
    int least = schema.path("minLength").asInt(0);
    String pattern = schema.path("pattern").asText("");
    int length = text.codePointCount(0, text.length());
    if (length > most) {
      problems.add(
          new Problem(
              path, "FieldValueTooLong", "Too long: may not be more than " + most + " bytes"));
    }
    if (length < least) {
      fail(path, "\"" + text + "\"", "should be at least " + least + " chars long");
    }
    if (!pattern.isEmpty() && !Pattern.compile(pattern).matcher(text).find()) {
      fail(path, "\"" + text + "\"", "should match '" + pattern + "'");
    }
  }

  private void fail(String path, String value, String why) {
    problems.add(Problem.invalid(path, value, path + " in body " + why));
  }

  private static java.util.stream.Stream<JsonNode> stream(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}
