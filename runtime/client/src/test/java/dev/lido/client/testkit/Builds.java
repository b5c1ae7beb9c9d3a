package dev.lido.client.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lido.protocol.task.Task;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import javax.tools.ToolProvider;

/** Builds of an application that a test makes: a class {@code Shop} in one version or another. */
public final class Builds {

  private static final String SOURCE =
      """
      import dev.lido.protocol.task.Task;
      import java.util.function.Supplier;
      public class Shop implements Supplier<Task<String>> {
        public Task<String> get() {
          return () -> "made by VERSION, run in " + System.getenv("LIDO_WORKER");
        }
      }
      """;

  private Builds() {}

  /** Compiles a version of the application; returns the folder of its classes. */
  public static Path build(Path dir, String version) throws IOException {
    Path folder = Files.createDirectory(dir.resolve(version));
    Path source =
        Files.writeString(folder.resolve("Shop.java"), SOURCE.replace("VERSION", version));
    int exit =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "-d",
                folder.toString(),
                "-cp",
                System.getProperty("java.class.path"),
                source.toString());
    assertThat(exit).isZero();
    return folder;
  }

  /** Returns a closure of the application, as a caller of that version makes it. */
  @SuppressWarnings("unchecked")
  public static Task<String> closure(Path build) {
    try {
      URL[] classPath = {build.toUri().toURL()};
      ClassLoader loader = new URLClassLoader(classPath, Builds.class.getClassLoader());
      return ((Supplier<Task<String>>)
              loader.loadClass("Shop").getDeclaredConstructor().newInstance())
          .get();
    } catch (MalformedURLException | ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }
}
