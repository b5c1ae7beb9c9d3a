package dev.lido.bench.peer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.lido.bench.process.Usage;

/** What processes ask and answer, as lines. */
final class Talk {

  /** Asks a server for its port. */
  static final String PORT = "port";

  /** Asks what has been used, and begins anew to look for peaks. */
  static final String BEGIN = "begin";

  /** Asks what has been used. */
  static final String USED = "used";

  private static final JsonMapper JSON = new JsonMapper();

  private Talk() {}

  static String line(Object said) throws JsonProcessingException {
    return JSON.writeValueAsString(said);
  }

  static <T> T read(String line, Class<T> type) throws JsonProcessingException {
    return JSON.readValue(line, type);
  }

  /** Answers for a server. */
  static String answer(String line, int port) throws JsonProcessingException {
    return switch (line) {
      case PORT -> String.valueOf(port);
      case BEGIN -> line(Usage.begin());
      case USED -> line(Usage.now());
      default -> throw new IllegalArgumentException("a server does not know '" + line + "'");
    };
  }
}
