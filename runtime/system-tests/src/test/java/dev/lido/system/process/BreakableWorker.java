package dev.lido.system.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lido.client.internal.members.WorkerAddress;
import dev.lido.client.testkit.TestWorkers;
import dev.lido.worker.WorkerMain;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A worker of {@link TestWorkers#POOL} in a process of its own, which has the tests' classes. */
public final class BreakableWorker implements AutoCloseable {

  /** The exit code of {@link WorkerMain} for it. */
  private static final int SPENT = 3;

  private final String name;
  private final int port = freePort();
  private final int healthPort = freePort();
  private final File output;
  private final Process process;

  /** How a worker is started. */
  public static final class Setting {
    private final String name;
    private final Map<String, String> variables = new HashMap<>();
    private final List<String> jvmOptions = new ArrayList<>();
    private String classPath = System.getProperty("java.class.path");
    private File output = new File("/dev/null");

    private Setting(String name) {
      this.name = name;
    }

    public Setting slots(int slots) {
      return variable("LIDO_MAX_CONCURRENCY", Integer.toString(slots));
    }

    public Setting variable(String variable, String value) {
      variables.put(variable, value);
      return this;
    }

    public Setting jvm(String... options) {
      jvmOptions.addAll(List.of(options));
      return this;
    }

    /** Has the worker more classes than this process. */
    public Setting classes(Path folder) {
      classPath += File.pathSeparator + folder;
      return this;
    }

    public Setting output(File file) {
      output = file;
      return this;
    }

    public BreakableWorker start() throws IOException {
      return new BreakableWorker(this);
    }
  }

  public static Setting named(String name) {
    return new Setting(name)
        .jvm("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
        .jvm("--add-opens=java.base/java.lang=ALL-UNNAMED");
  }

  private BreakableWorker(Setting setting) throws IOException {
    name = setting.name;
    output = setting.output;
    List<String> command = new ArrayList<>();
    command.add(java());
    command.addAll(setting.jvmOptions);
    command.addAll(List.of("-cp", setting.classPath, WorkerMain.class.getName()));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output);
    builder.environment().keySet().removeIf(variable -> variable.startsWith("LIDO_"));
    builder.environment().putAll(identity());
    builder.environment().putAll(setting.variables);
    process = builder.start();
  }

  /** Returns the program that runs this process. */
  public static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private Map<String, String> identity() {
    Map<String, String> variables = new HashMap<>();
    variables.put("LIDO_NAMESPACE", TestWorkers.POOL.namespace());
    variables.put("LIDO_POOL", TestWorkers.POOL.name());
    variables.put("LIDO_PARTITION", "0");
    variables.put("LIDO_WORKER", name);
    variables.put("LIDO_ADDRESS", "127.0.0.1");
    variables.put("LIDO_PORT", Integer.toString(port));
    variables.put("LIDO_HEALTH_PORT", Integer.toString(healthPort));
    variables.put("LIDO_MAX_CONCURRENCY", "4");
    variables.put("LIDO_DRAIN_TIMEOUT", "5s");
    variables.put("LIDO_TLS", "plaintext");
    return variables;
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String name() {
    return name;
  }

  public int port() {
    return port;
  }

  public WorkerAddress address() {
    return new WorkerAddress("127.0.0.1", port);
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /**
   * Whether it has given itself up, as more than half of its slots were stuck: a pod's container is
   * started again then. It is an error that it has ended in any other way by itself.
   */
  public boolean isSpent() {
    if (process.isAlive()) {
      return false;
    }
    assertThat(process.exitValue()).as(this::end).isEqualTo(SPENT);
    return true;
  }

  public BreakableWorker awaitReady() {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .failFast(() -> assertThat(process.isAlive()).as(this::end).isTrue())
        .ignoreExceptionsInstanceOf(IOException.class)
        .until(() -> health("readyz") == 200);
    return this;
  }

  /** Says how the process has ended, for people. */
  private String end() {
    return "%s has ended with exit code %s; its output:%n%s"
        .formatted(name, process.isAlive() ? "none" : process.exitValue(), output());
  }

  /** Asks as the kubelet does, with a second's patience. */
  public int health(String what) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + healthPort + "/" + what))
              .timeout(Duration.ofSeconds(1))
              .build();
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }
  }

  public void kill() {
    process.destroyForcibly();
  }

  public void terminate() {
    process.destroy();
  }

  /** Stops the process as a debugger would, until {@link #go()}. */
  public void halt() {
    signal(process.pid(), "STOP");
  }

  public void go() {
    signal(process.pid(), "CONT");
  }

  /** Sends a signal to a process. */
  public static void signal(long pid, String signal) {
    try {
      int unused =
          new ProcessBuilder("kill", "-" + signal, Long.toString(pid))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  public int exitCode() throws InterruptedException {
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      throw new AssertionError(name + " does not end");
    }
    return process.exitValue();
  }

  public String output() {
    try {
      return Files.readString(output.toPath(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
