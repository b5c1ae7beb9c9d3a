package dev.lido.cli.pools;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.lido.cli.command.CliException;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads PoolResources from a file of YAML or JSON documents. */
final class Manifests {

  private static final String API_VERSION = "lido.dev/v1alpha1";
  private static final String KIND = "PoolResource";

  private static final ObjectMapper YAML =
      new ObjectMapper(
          YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build());

  private Manifests() {}

  /**
   * Reads a file, {@code -} for standard input.
   *
   * @throws CliException if it cannot be read, or has anything but PoolResources in it
   */
  static List<ObjectNode> read(Path file) {
    if (Files.isDirectory(file)) {
      throw new CliException(file + " is a directory: name a file in it");
    }
    try (InputStream in = file.toString().equals("-") ? System.in : Files.newInputStream(file);
        MappingIterator<JsonNode> documents = YAML.readerFor(JsonNode.class).readValues(in)) {
      List<ObjectNode> pools = new ArrayList<>();
      for (int number = 1; documents.hasNextValue(); number++) {
        JsonNode document = documents.nextValue();
        if (!document.isNull() && !document.isMissingNode()) {
          pools.add(pool(document, name(file) + (number == 1 ? "" : ", document " + number)));
        }
      }
      if (pools.isEmpty()) {
        throw new CliException(name(file) + " is empty: write a PoolResource in it");
      }
      return List.copyOf(pools);
    } catch (NoSuchFileException missing) {
      throw new CliException(file + " is not there: check the name", missing);
    } catch (JsonProcessingException broken) {
      throw broken.getOriginalMessage().startsWith(CharConversionException.class.getName())
          ? new CliException(name(file) + " is no text in UTF-8: check the name", broken)
          : broken(file, broken);
    } catch (IOException unreadable) {
      throw new CliException(file + " cannot be read: " + unreadable.getMessage(), unreadable);
    }
  }

  private static String name(Path file) {
    return file.toString().equals("-") ? "standard input" : file.toString();
  }

  private static CliException broken(Path file, JsonProcessingException failure) {
    String place =
        failure.getLocation() == null ? "" : " at line " + failure.getLocation().getLineNr();
    String why = failure.getOriginalMessage().lines().findFirst().orElse("");
    return new CliException(name(file) + " is no YAML" + place + ": " + why, failure);
  }

  private static ObjectNode pool(JsonNode document, String where) {
    if (!(document instanceof ObjectNode pool)) {
      throw new CliException(where + " is no Kubernetes object: write a PoolResource in it");
    }
    String kind = pool.path("kind").asText("");
    String version = pool.path("apiVersion").asText("");
    if (!kind.equals(KIND) || !version.equals(API_VERSION)) {
      throw new CliException(
          where
              + (kind.isEmpty()
                  ? " has no kind"
                  : " is a " + kind + (version.isEmpty() ? "" : " of " + version))
              + ": lido applies kind PoolResource of apiVersion lido.dev/v1alpha1 only; kubectl"
              + " applies the rest");
    }
    if (pool.path("metadata").path("name").asText("").isEmpty()) {
      throw new CliException(where + " has no metadata.name: write one");
    }
    return pool;
  }
}
