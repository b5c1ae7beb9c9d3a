package dev.lido.operator.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * A write, as the API server's audit log tells of it.
 *
 * @param user who asked for it
 * @param verb create, update, patch, delete or deletecollection
 * @param resource what is written, such as {@code pods} or {@code poolresources/status}
 * @param name its name; empty if the API server was to find one
 * @param code the answer
 * @param received when the request arrived
 */
public record AnsweredWrite(
    String user, String verb, String resource, String name, int code, Instant received) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Tells whether it was done. */
  public boolean accepted() {
    return code < 300;
  }

  static List<AnsweredWrite> readAll(Path log) throws IOException {
    try (Stream<String> lines = Files.lines(log)) {
      // The last line may be half written.
      return lines.filter(line -> line.endsWith("}")).map(AnsweredWrite::read).toList();
    }
  }

  private static AnsweredWrite read(String line) {
    try {
      JsonNode event = JSON.readTree(line);
      JsonNode object = event.path("objectRef");
      String part = object.path("subresource").asText("");
      return new AnsweredWrite(
          event.path("user").path("username").asText(),
          event.path("verb").asText(),
          object.path("resource").asText() + (part.isEmpty() ? "" : "/" + part),
          object.path("name").asText(""),
          event.path("responseStatus").path("code").asInt(),
          Instant.parse(event.path("requestReceivedTimestamp").asText()));
    } catch (IOException broken) {
      throw new IllegalStateException("Not an audit event: " + line, broken);
    }
  }
}
