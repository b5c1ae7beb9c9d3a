package dev.lido.cli.apiserver;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A label selector and a field selector, both of which must match. */
record Selector(List<Requirement> labels, List<Requirement> fields) {

  /** Splits at commas that are not inside parentheses. */
  private static final Pattern COMMA = Pattern.compile(",(?![^(]*\\))");

  private static final Pattern SET =
      Pattern.compile("\\s*(\\S+)\\s+(in|notin)\\s*\\(([^)]*)\\)\\s*");
  private static final Pattern VALUE =
      Pattern.compile("\\s*([^!=\\s]+)\\s*(==|=|!=)\\s*(\\S*)\\s*");
  private static final Pattern EXISTS = Pattern.compile("\\s*(!?)\\s*([^!=\\s]+)\\s*");

  Selector {
    labels = List.copyOf(labels);
    fields = List.copyOf(fields);
  }

  /**
   * One condition.
   *
   * @param values the values it may have; empty: any
   * @param negated whether it must not be so
   */
  record Requirement(String key, Set<String> values, boolean negated) {

    boolean holds(Function<String, Optional<String>> lookup) {
      boolean met =
          lookup.apply(key).filter(value -> values.isEmpty() || values.contains(value)).isPresent();
      return met != negated;
    }
  }

  static Selector of(ResourcePath path) {
    return new Selector(
        parse(path.query().getOrDefault("labelSelector", "")),
        parse(path.query().getOrDefault("fieldSelector", "")));
  }

  boolean matches(JsonNode object) {
    JsonNode own = object.path("metadata").path("labels");
    return labels.stream().allMatch(r -> r.holds(key -> text(own.path(key))))
        && fields.stream().allMatch(r -> r.holds(key -> Optional.of(field(object, key))));
  }

  private static Optional<String> text(JsonNode value) {
    return Optional.ofNullable(value.textValue());
  }

  private static String field(JsonNode object, String path) {
    return object.at("/" + path.replace('.', '/')).asText("");
  }

  private static List<Requirement> parse(String text) {
    return Arrays.stream(COMMA.split(text))
        .filter(part -> !part.isBlank())
        .map(Selector::one)
        .toList();
  }

  private static Requirement one(String text) {
    Matcher set = SET.matcher(text);
    if (set.matches()) {
      return new Requirement(set.group(1), values(set.group(3)), set.group(2).equals("notin"));
    }
    Matcher value = VALUE.matcher(text);
    if (value.matches()) {
      return new Requirement(value.group(1), Set.of(value.group(3)), value.group(2).equals("!="));
    }
    Matcher exists = EXISTS.matcher(text);
    if (exists.matches()) {
      return new Requirement(exists.group(2), Set.of(), !exists.group(1).isEmpty());
    }
    throw ApiFailure.badRequest("unable to parse requirement: " + text.strip());
  }

  private static Set<String> values(String text) {
    return Arrays.stream(text.split(",", -1)).map(String::strip).collect(Collectors.toSet());
  }
}
