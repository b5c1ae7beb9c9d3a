package dev.lido.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The {@code lido} script, in a checkout of its own, with programs of the test's making. */
class LidoScriptIT {

  private static final String TOOLS = "/usr/bin:/bin";

  @TempDir private Path directory;
  private Path checkout;
  private Path jdks;
  private Path maven;

  /** What the script did. */
  private record Result(int code, String out, String err) {}

  @BeforeEach
  void copyScript() throws IOException {
    checkout = Files.createDirectory(directory.resolve("a checkout"));
    jdks = Files.createDirectory(directory.resolve("jdks"));
    maven = Files.createDirectories(directory.resolve("maven"));
    program(
        checkout.resolve("lido"),
        Files.readString(Path.of(System.getProperty("lido.home"), "lido")));
    Files.createFile(checkout.resolve("pom.xml"));
  }

  private static void program(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** Makes something that looks like a JDK; its java says how it was called. */
  private Path jdk(String name, String version) throws IOException {
    Path jdk = Files.createDirectories(jdks.resolve(name));
    program(jdk.resolve("bin/java"), "#!/bin/sh\necho \"$0\" \"$@\"\n");
    program(jdk.resolve("bin/javac"), "#!/bin/sh\n");
    Files.writeString(
        jdk.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
    return jdk;
  }

  /** Makes a Maven that makes the jars. */
  private void mavenThat(String does) throws IOException {
    program(maven.resolve("bin/mvn"), "#!/bin/sh\n" + does + "\n");
  }

  private static String buildsIn(Path checkout) {
    StringBuilder script = new StringBuilder("echo built >>'" + checkout + "/builds'\n");
    for (String jar :
        List.of(
            "cli/target/lido-cli-1.jar",
            "operator/target/lido-operator-1.jar",
            "runtime/worker/target/lido-worker-1.jar",
            "runtime/client/target/lido-client-1.jar",
            "examples/downloads/target/lido-example-downloads-1.jar")) {
      Path file = checkout.resolve(jar);
      script
          .append("mkdir -p '")
          .append(file.getParent())
          .append("'; touch '")
          .append(file)
          .append("'\n");
    }
    return script.toString();
  }

  private Process start(Map<String, String> variables, String... words) throws IOException {
    List<String> command =
        new ArrayList<>(List.of("/bin/bash", checkout.resolve("lido").toString()));
    command.addAll(List.of(words));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().clear();
    Map<String, String> environment = new HashMap<>();
    environment.put("PATH", "/nowhere");
    environment.put("LIDO_JVM_DIR", jdks.toString());
    environment.put("MAVEN_HOME", maven.toString());
    environment.putAll(variables);
    builder.environment().putAll(environment);
    return builder.start();
  }

  private Result run(Map<String, String> variables, String... words) throws Exception {
    Process process = start(variables, words);
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Result(process.exitValue(), out, err);
  }

  @Test
  void shouldSayWhatToInstallWhereThereIsNoJdk() throws Exception {
    Result result = run(Map.of());

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err().lines()).hasSize(1);
    assertThat(result.err())
        .startsWith("error: no JDK 25 or newer: install one")
        .contains("JAVA_HOME");
  }

  @Test
  void shouldSayWhichJdksAreTooOld() throws Exception {
    jdk("old", "17.0.1");
    Path older = jdk("older", "1.8.0_402");

    Result result = run(Map.of("JAVA_HOME", older.toString()));

    assertThat(result.err()).contains("(found only: 8 17 8)");
  }

  @Test
  void shouldSayThatMavenIsMissing() throws Exception {
    jdk("new", "25.0.1");

    Result result = run(Map.of());

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).contains("install Maven 3.8.5 or newer").contains("MAVEN_HOME");
  }

  @Test
  void shouldBuildOnceAndAgainWhenASourceIsNewer() throws Exception {
    // Given
    jdk("old", "21.0.2");
    Path jdk = jdk("recent", "26");
    mavenThat(buildsIn(checkout));
    Map<String, String> tools = Map.of("PATH", TOOLS);

    // When
    Result first = run(tools, "get", "two words");
    Result second = run(tools, "get");
    program(checkout.resolve("cli/src/main/java/New.java"), "");
    Result third = run(tools, "get");

    // Then
    assertThat(first.out())
        .startsWith(jdk + "/bin/java ")
        .contains("-Dlido.home=" + checkout)
        .endsWith("dev.lido.cli.LidoCommand get two words\n");
    assertThat(first.err()).contains("building Lido");
    assertThat(second.err()).isEmpty();
    assertThat(third.code()).isZero();
    assertThat(checkout.resolve("builds")).hasContent("built\nbuilt\n");
  }

  @Test
  void shouldShowTheEndOfAFailedBuild() throws Exception {
    jdk("new", "25");
    mavenThat("echo '[ERROR] line 3 is wrong'; exit 1");

    Result result = run(Map.of("PATH", TOOLS), "demo");

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.out()).isEmpty();
    assertThat(result.err())
        .contains("[ERROR] line 3 is wrong")
        .contains("error: the build failed");
  }

  @Test
  void shouldLeaveNoMavenBehindWhenItIsKilled() throws Exception {
    // Given
    jdk("new", "25");
    Path pid = directory.resolve("pid");
    mavenThat("echo $$ >'" + pid + "'; exec sleep 300");
    Process script = start(Map.of("PATH", TOOLS), "demo");
    await().until(() -> Files.exists(pid) && Files.size(pid) > 0);
    long mavens = Long.parseLong(Files.readString(pid).strip());

    // When
    script.destroyForcibly();

    // Then
    await().until(() -> ProcessHandle.of(mavens).filter(ProcessHandle::isAlive).isEmpty());
  }
}
