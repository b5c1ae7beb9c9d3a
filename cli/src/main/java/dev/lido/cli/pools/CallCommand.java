package dev.lido.cli.pools;

import dev.lido.cli.command.ClusterFlags;
import dev.lido.client.OutputLine;
import dev.lido.client.Pool;
import dev.lido.client.Pools;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lido call}. */
@Command(
    name = "call",
    description = {
      "Runs a named task in a pool, and prints what it returns.",
      "What the child prints meanwhile goes to standard error, live."
    },
    footer = {
      "%nExamples:",
      "  lido call thumbnails resize '{\"width\": 100}'",
      "  lido call thumbnails resize - --timeout 2m < order.json > answer.json"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields.
public final class CallCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private ClusterFlags cluster;

  @Parameters(index = "0", paramLabel = "POOL", description = "The pool.")
  private String name;

  @Parameters(
      index = "1",
      paramLabel = "TASK",
      description = "The name that the task's handler has in the workers' image.")
  private String task;

  @Parameters(
      index = "2",
      paramLabel = "ARGUMENT",
      arity = "0..1",
      defaultValue = "",
      description = "What the handler gets, as UTF-8; -: all of standard input; else nothing.")
  private String argument;

  @Option(names = "--key", paramLabel = "TEXT", description = "Only in the partition of this key.")
  private @Nullable String key;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      description = "How long it may take, as 30s; else the pool's task.timeout.")
  private @Nullable String timeout;

  @Override
  public Integer call() {
    Function<Pool, Pool> view = view();
    byte[] given = argument();
    cluster.use(
        client -> {
          try (Pools pools = Pools.connect(client)) {
            show(view.apply(pools.pool(name)).call(task, given));
          }
        });
    return 0;
  }

  private Function<Pool, Pool> view() {
    Duration limit = timeout == null ? null : duration(timeout);
    return pool -> {
      Pool view = pool.withOutput(this::show);
      view = key == null ? view : view.partition(key);
      return limit == null ? view : view.withTimeout(limit);
    };
  }

  private Duration duration(String text) {
    try {
      Duration limit = Duration.parse("PT" + text);
      if (limit.isPositive()) {
        return limit;
      }
    } catch (RuntimeException none) {
      // As below.
    }
    throw new ParameterException(
        spec.commandLine(), "--timeout is '%s': write a time, as 30s or 1m30s".formatted(text));
  }

  private byte[] argument() {
    try {
      return argument.equals("-")
          ? System.in.readAllBytes()
          : argument.getBytes(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("standard input cannot be read: " + e.getMessage(), e);
    }
  }

  private void show(OutputLine line) {
    PrintWriter err = spec.commandLine().getErr();
    err.println(line.text());
    err.flush();
  }

  private void show(byte[] value) {
    PrintWriter out = spec.commandLine().getOut();
    out.flush();
    if (value.length > 0) {
      String text = new String(value, StandardCharsets.UTF_8);
      out.print(text.endsWith("\n") ? text : text + "\n");
      out.flush();
    }
  }
}
