package dev.lido.cli.gitops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.luaj.vm2.Globals;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.lib.jse.JsePlatform;
import org.projectnessie.cel.checker.Decls;
import org.projectnessie.cel.tools.Script;
import org.projectnessie.cel.tools.ScriptException;
import org.projectnessie.cel.tools.ScriptHost;

/** What Argo CD, Flux and kstatus say of the same pools; Argo's own test format is the table. */
class HealthTest {

  private static final Path ARGO = Path.of("../manifests/argocd/lido.dev/PoolResource");
  private static final Path FLUX = Path.of("../manifests/flux/kustomization.yaml");

  /** What the tools call the same thing; a suspended pool is as it should be. */
  private static final Map<String, Kstatus> SAME =
      Map.of(
          "Healthy", Kstatus.CURRENT,
          "Suspended", Kstatus.CURRENT,
          "Progressing", Kstatus.IN_PROGRESS,
          "Degraded", Kstatus.FAILED);

  static Stream<JsonNode> cases() {
    return StreamSupport.stream(
        yaml(ARGO.resolve("health_test.yaml")).path("tests").spliterator(), false);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void shouldBeToldByTheScriptForArgo(JsonNode expected) throws IOException {
    // Given
    Globals lua = JsePlatform.standardGlobals();
    lua.set("obj", lua(pool(expected)));

    // When
    LuaValue health = lua.load(Files.readString(ARGO.resolve("health.lua"))).call();

    // Then
    JsonNode wanted = expected.path("healthStatus");
    assertThat(health.get("status").tojstring()).isEqualTo(wanted.path("status").asText());
    assertThat(health.get("message").tojstring()).isEqualTo(wanted.path("message").asText());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void shouldBeTheSameForKstatus(JsonNode expected) {
    // When
    Kstatus status = Kstatus.of(pool(expected));

    // Then
    assertThat(status).isEqualTo(SAME.get(expected.at("/healthStatus/status").asText()));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void shouldBeTheSameForTheExpressionsForFlux(JsonNode expected) throws ScriptException {
    // Given
    JsonNode expressions = yaml(FLUX).at("/spec/healthCheckExprs/0");

    // When
    boolean failed = holds(expressions.path("failed").asText(), pool(expected));
    boolean current = holds(expressions.path("current").asText(), pool(expected));

    // Then
    Kstatus wanted = SAME.get(expected.at("/healthStatus/status").asText());
    assertThat(failed).isEqualTo(wanted == Kstatus.FAILED);
    assertThat(current).isEqualTo(wanted == Kstatus.CURRENT);
  }

  @Test
  void shouldBeTestedWithEveryPoolThatIsThere() throws IOException {
    // When
    Set<String> tested =
        cases().map(test -> test.path("inputPath").asText()).collect(Collectors.toSet());

    // Then
    try (Stream<Path> files = Files.list(ARGO.resolve("testdata"))) {
      assertThat(files.map(file -> "testdata/" + file.getFileName()))
          .containsExactlyInAnyOrderElementsOf(tested);
    }
  }

  private static JsonNode pool(JsonNode test) {
    return yaml(ARGO.resolve(test.path("inputPath").asText()));
  }

  private static JsonNode yaml(Path file) {
    try {
      return Serialization.unmarshal(Files.readString(file), JsonNode.class);
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }

  private static boolean holds(String expression, JsonNode pool) throws ScriptException {
    Script script =
        ScriptHost.newBuilder()
            .build()
            .buildScript(expression)
            .withDeclarations(
                Decls.newVar("metadata", Decls.Dyn), Decls.newVar("status", Decls.Dyn))
            .build();
    Map<String, Object> variables = new HashMap<>();
    variables.put("metadata", plain(pool.path("metadata")));
    variables.put("status", plain(pool.path("status")));
    return script.execute(Boolean.class, variables);
  }

  private static Object plain(JsonNode node) {
    return new ObjectMapper().convertValue(node, Object.class);
  }

  private static LuaValue lua(JsonNode node) {
    if (node.isObject()) {
      LuaTable table = new LuaTable();
      node.properties().forEach(field -> table.set(field.getKey(), lua(field.getValue())));
      return table;
    }
    if (node.isArray()) {
      LuaTable table = new LuaTable();
      node.forEach(item -> table.set(table.length() + 1, lua(item)));
      return table;
    }
    if (node.isNumber()) {
      return LuaValue.valueOf(node.asDouble());
    }
    return node.isBoolean() ? LuaValue.valueOf(node.asBoolean()) : LuaValue.valueOf(node.asText());
  }
}
