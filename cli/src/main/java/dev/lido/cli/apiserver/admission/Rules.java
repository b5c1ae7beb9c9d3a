package dev.lido.cli.apiserver.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.projectnessie.cel.checker.Decls;
import org.projectnessie.cel.extension.StringsLib;
import org.projectnessie.cel.tools.Script;
import org.projectnessie.cel.tools.ScriptException;
import org.projectnessie.cel.tools.ScriptHost;

/** Evaluates a schema's {@code x-kubernetes-validations}. It is thread-safe. */
final class Rules {

  private static final String SELF = "self";
  private static final String OLD_SELF = "oldSelf";

  private final ObjectMapper json = new ObjectMapper();
  private final ScriptHost host = ScriptHost.newBuilder().build();
  private final Map<String, Script> scripts = new ConcurrentHashMap<>();

  /** Returns the rules that {@code value} breaks; {@code old} is what it replaces, if anything. */
  List<Problem> check(JsonNode schema, JsonNode value, Optional<JsonNode> old) {
    List<Problem> problems = new ArrayList<>();
    check(schema, value, old, "", problems);
    return List.copyOf(problems);
  }

  private void check(
      JsonNode schema, JsonNode value, Optional<JsonNode> old, String path, List<Problem> out) {
    for (JsonNode rule : schema.path("x-kubernetes-validations")) {
      evaluate(rule, value, old).ifPresent(why -> out.add(problem(rule, schema, path, why)));
    }
    for (Schemas.Part part : Schemas.parts(schema, value, path)) {
      Optional<JsonNode> before = old.map(o -> o.get(part.name()));
      check(part.schema(), part.value(), before, part.path(), out);
    }
  }

  private static Problem problem(JsonNode rule, JsonNode schema, String path, String why) {
    String field = path + rule.path("fieldPath").asText("");
    String shown = field.isEmpty() ? "<nil>" : field;
    String reason = rule.path("reason").asText("FieldValueInvalid");
    String type = schema.path("type").asText("");
    return new Problem(shown, reason, "Invalid value: \"" + type + "\": " + why);
  }

  private Optional<String> evaluate(JsonNode rule, JsonNode value, Optional<JsonNode> old) {
    String expression = rule.path("rule").asText();
    if (value.isNull() || (expression.contains(OLD_SELF) && old.isEmpty())) {
      return Optional.empty();
    }
    Map<String, Object> variables = new HashMap<>();
    variables.put(SELF, plain(value));
    old.ifPresent(before -> variables.put(OLD_SELF, plain(before)));
    try {
      boolean holds = script(expression).execute(Boolean.class, variables);
      return holds ? Optional.empty() : Optional.of(message(rule, variables));
    } catch (ScriptException | RuntimeException failed) {
      return Optional.of("rule failed: " + expression + ": " + failed.getMessage());
    }
  }

  private String message(JsonNode rule, Map<String, Object> variables) throws ScriptException {
    String expression = rule.path("messageExpression").asText("");
    if (!expression.isEmpty()) {
      return script(expression).execute(String.class, variables);
    }
    return rule.path("message").asText("failed rule: " + rule.path("rule").asText());
  }

  private Script script(String expression) throws ScriptException {
    Script known = scripts.get(expression);
    if (known != null) {
      return known;
    }
    Script built =
        host.buildScript(DurationLibrary.rewrite(expression))
            .withDeclarations(Decls.newVar(SELF, Decls.Dyn), Decls.newVar(OLD_SELF, Decls.Dyn))
            .withLibraries(new StringsLib(), new DurationLibrary())
            .build();
    scripts.put(expression, built);
    return built;
  }

  /** CEL's integers are 64 bits wide. */
  private Object plain(JsonNode value) {
    return widen(json.convertValue(value, Object.class));
  }

  private static Object widen(Object value) {
    return switch (value) {
      case Integer number -> number.longValue();
      case Map<?, ?> map -> {
        Map<Object, Object> wide = new HashMap<>();
        map.forEach(
            (key, item) -> {
              if (item != null) {
                wide.put(key, widen(item));
              }
            });
        yield wide;
      }
      case List<?> list -> list.stream().map(Rules::widen).toList();
      default -> value;
    };
  }
}
