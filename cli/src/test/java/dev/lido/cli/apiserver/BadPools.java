package dev.lido.cli.apiserver;

import java.util.List;
import java.util.stream.Stream;

/**
 * Pools that an API server must refuse, and what it must say; the embedded and a real one are held
 * to the same.
 */
final class BadPools {

  private BadPools() {}

  /**
   * A bad pool.
   *
   * @param name what is wrong, for people
   * @param name its metadata.name
   * @param spec its spec in YAML, without the template
   * @param code the code of the answer
   * @param said what the message must hold
   */
  record BadPool(String why, String name, String spec, int code, List<String> said) {

    String yaml() {
      String template = spec.contains("template:") ? "" : ", " + template("worker", "");
      return """
      apiVersion: lido.dev/v1alpha1
      kind: PoolResource
      metadata: {name: %s}
      spec: {%s%s}
      """
          .formatted(name, spec.isEmpty() ? "partitions: 1" : spec, template);
    }

    @Override
    public String toString() {
      return why;
    }
  }

  private static String template(String container, String more) {
    return "template: {spec: {containers: [{name: " + container + ", image: none}]" + more + "}}";
  }

  private static BadPool bad(String why, String spec, String... said) {
    return new BadPool(why, "bad", spec, 422, List.of(said));
  }

  static Stream<BadPool> all() {
    return Stream.of(
        bad(
            "too small",
            "partitions: 0",
            "spec.partitions: Invalid value: 0",
            "greater than or equal to 1"),
        bad(
            "too large",
            "maxConcurrency: 10001",
            "spec.maxConcurrency: Invalid value: 10001",
            "less than or equal to 10000"),
        bad(
            "negative",
            "replicas: -1",
            "spec.replicas: Invalid value: -1",
            "greater than or equal to 0"),
        bad(
            "not a number",
            "replicas: many",
            "spec.replicas: Invalid value: \"string\"",
            "must be of type integer"),
        bad("not an integer", "replicas: 1.5", "spec.replicas"),
        bad(
            "not an object",
            "task: 30s",
            "spec.task: Invalid value: \"string\"",
            "must be of type object"),
        bad(
            "no such choice",
            "supervision: {onExhausted: Panic}",
            "spec.supervision.onExhausted: Unsupported value: \"Panic\"",
            "\"Backoff\", \"Stop\""),
        bad("no duration", "task: {timeout: soon}", "task.timeout: write a duration"),
        bad(
            "too short a duration",
            "task: {timeout: 0s}",
            "task.timeout: write a duration from 1ms"),
        bad(
            "too long a duration",
            "drain: {timeout: 25h}",
            "drain.timeout: write a duration up to 24h"),
        bad(
            "a duration of too many letters",
            "drain: {timeout: 1s1s1s1s1s1s1s1s1s1s1s1s1s1s1s1s1s}",
            "spec.drain.timeout: Too long"),
        bad(
            "no worker could be replaced",
            "update: {maxSurge: 0, maxUnavailable: 0%}",
            "maxSurge and maxUnavailable are both 0"),
        bad("no share", "update: {maxSurge: 101%}", "update.maxSurge: write a number of workers"),
        bad("no worker container", template("wurker", ""), "no container is named 'worker'"),
        bad(
            "a restart policy",
            template("worker", ", restartPolicy: Always"),
            "leave restartPolicy out"),
        bad(
            "a grace period",
            template("worker", ", terminationGracePeriodSeconds: 5"),
            "write drain.timeout instead"),
        bad(
            "the operator's variables",
            "template: {spec: {containers: [{name: worker, image: none, env: [{name: LIDO_POOL,"
                + " value: x}]}]}}",
            "begin with LIDO_"),
        bad(
            "the operator's labels",
            "template: {metadata: {labels: {lido.dev/pool: x}}, spec: {containers: [{name: worker,"
                + " image: none}]}}",
            "begin with lido.dev/"),
        bad(
            "a template without containers",
            "template: {spec: {}}",
            "spec.template.spec.containers: Required value"),
        bad(
            "two containers of one name",
            "template: {spec: {containers: [{name: worker, image: a}, {name: worker, image: b}]}}",
            "Duplicate value"),
        new BadPool(
            "too long a name", "a".repeat(41), "", 422, List.of("at most 40 lower-case letters")),
        new BadPool(
            "a name that begins with a digit", "1a", "", 422, List.of("beginning with a letter")),
        new BadPool(
            "an unknown field",
            "bad",
            "replica: 3",
            400,
            List.of("unknown field \"spec.replica\"")),
        new BadPool(
            "an unknown field deep inside",
            "bad",
            "template: {spec: {containers: [{name: worker, imag: none}]}}",
            400,
            List.of("unknown field \"spec.template.spec.containers[0].imag\"")));
  }
}
