package dev.lido.crds.v1alpha1;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class CrdManifestTest {

  private static final Path MANIFEST = Path.of("../manifests/crd", CrdManifest.FILE);

  private static final Path REFERENCE = Path.of("../docs/reference.md");

  @Test
  void shouldStandInManifestsAsGenerated() throws IOException {
    assertStands(MANIFEST, CrdManifest.yaml());
  }

  @Test
  void shouldStandInTheDocsAsGenerated() throws IOException {
    assertStands(REFERENCE, ReferencePage.markdown());
  }

  private static void assertStands(Path file, String generated) throws IOException {
    // Given
    if (System.getProperty("lido.update") != null) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, generated);
    }

    // When
    String standing = Files.exists(file) ? Files.readString(file) : "";

    // Then
    assertThat(standing)
        .as("it is stale: run `mvn test -pl crds -Dlido.update` and commit " + file)
        .isEqualTo(generated);
  }

  @Test
  void shouldFitIntoTheAnnotationThatKubectlApplyWrites() throws IOException {
    // When
    JsonNode crd = Serialization.unmarshal(CrdManifest.yaml(), JsonNode.class);

    // Then
    assertThat(crd.toString().getBytes(UTF_8)).hasSizeLessThan(256 * 1024);
  }

  @Test
  void shouldDescribeEveryFieldButThoseOfThePodTemplate() throws IOException {
    // When
    JsonNode schema =
        Serialization.unmarshal(CrdManifest.yaml(), JsonNode.class)
            .at("/spec/versions/0/schema/openAPIV3Schema");

    // Then
    assertDescribed(schema, "pool");
  }

  private static void assertDescribed(JsonNode schema, String path) {
    JsonNode fields = schema.path("properties");
    for (var field : fields.properties()) {
      String name = path + "." + field.getKey();
      assertThat(field.getValue().path("description").asText()).as(name).isNotBlank();
      if (!name.equals("pool.spec.template")) {
        assertDescribed(field.getValue(), name);
        assertDescribed(field.getValue().path("items"), name + "[]");
      }
    }
  }

  @Test
  void shouldSayOfEveryListWhoOwnsItsParts() throws IOException {
    // When
    List<String> types =
        lists(Serialization.unmarshal(CrdManifest.yaml(), JsonNode.class))
            .map(list -> list.path("x-kubernetes-list-type").asText())
            .toList();

    // Then
    assertThat(types).hasSizeGreaterThan(50).containsOnly("atomic", "map");
  }

  private static Stream<JsonNode> lists(JsonNode schema) {
    Stream<JsonNode> inside =
        StreamSupport.stream(schema.spliterator(), false).flatMap(CrdManifestTest::lists);
    return schema.path("type").asText().equals("array")
        ? Stream.concat(Stream.of(schema), inside)
        : inside;
  }
}
