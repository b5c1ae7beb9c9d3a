package dev.lido.bench.pods;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What controllers have asked of the API server, as it counts it itself: without watches, and
 * without what the benchmark asks.
 *
 * @param counts how often, by verb, resource and subresource
 */
record Requests(Map<String, Long> counts) {

  private static final Pattern COUNTER =
      Pattern.compile("^apiserver_request_total\\{(.*)} ([0-9.e+]+)$", Pattern.MULTILINE);
  private static final Set<String> OF_CONTROLLERS =
      Set.of("pods", "poolresources", "replicasets", "services", "poddisruptionbudgets", "events");
  private static final Set<String> READS = Set.of("GET", "LIST");
  private static final Set<String> OF_BENCHMARK =
      Set.of("PATCH pods/status", "POST poolresources", "POST replicasets");

  /** Returns those until now. */
  static Requests read(Api api) {
    Map<String, Long> counts = new HashMap<>();
    Matcher counter = COUNTER.matcher(api.get("/metrics"));
    while (counter.find()) {
      String labels = counter.group(1);
      String verb = label(labels, "verb");
      String resource = label(labels, "resource");
      String part = label(labels, "subresource");
      String key = verb + " " + resource + (part.isEmpty() ? "" : "/" + part);
      if (OF_CONTROLLERS.contains(resource)
          && !"WATCH".equals(verb)
          && !OF_BENCHMARK.contains(key)) {
        counts.merge(key, (long) Double.parseDouble(counter.group(2)), Long::sum);
      }
    }
    return new Requests(counts);
  }

  private static String label(String labels, String name) {
    Matcher value = Pattern.compile("(?:^|,)" + name + "=\"([^\"]*)\"").matcher(labels);
    return value.find() ? value.group(1) : "";
  }

  /** Returns those since then. */
  Requests since(Requests before) {
    Map<String, Long> since = new HashMap<>();
    counts.forEach((key, count) -> since.put(key, count - before.counts.getOrDefault(key, 0L)));
    since.values().removeIf(count -> count == 0);
    return new Requests(since);
  }

  long total() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Returns those that change something. */
  long writes() {
    return counts.entrySet().stream()
        .filter(entry -> !READS.contains(entry.getKey().split(" ", -1)[0]))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }
}
