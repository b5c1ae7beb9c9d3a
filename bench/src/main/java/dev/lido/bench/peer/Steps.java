package dev.lido.bench.peer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** Steps and figures as lines. */
final class Steps {

  private static final JsonMapper JSON = new JsonMapper();

  private Steps() {}

  static String line(Step step) throws JsonProcessingException {
    return JSON.writeValueAsString(step);
  }

  static Step step(String line) throws JsonProcessingException {
    return JSON.readValue(line, Step.class);
  }

  static String line(Figures figures) throws JsonProcessingException {
    return JSON.writeValueAsString(figures);
  }

  static Figures figures(String line) throws JsonProcessingException {
    return JSON.readValue(line, Figures.class);
  }
}
