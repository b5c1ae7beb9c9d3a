package dev.lido.operator;

import dev.lido.operator.config.BadConfigurationException;
import dev.lido.operator.config.Settings;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.slf4j.LoggerFactory;

/**
 * Runs the operator until SIGTERM, in the cluster it is in or that {@code KUBECONFIG} names. What can
 * be set is in {@link dev.lido.operator.config.Setting}, and {@code --help} prints it; what makes no
 * sense is refused with exit code 2.
 */
public final class OperatorMain {

  private static final String LOGGING = "logback.configurationFile";
  private static final int BAD_CONFIGURATION = 2;

  private OperatorMain() {}

  /** Starts the operator, and returns when it was stopped. */
  public static void main(String[] args) throws InterruptedException {
    try {
      Settings settings = Settings.read(List.of(args), System.getenv());
      if (settings.helpWanted()) {
        System.out.print(Settings.usage());
      } else {
        run(settings);
      }
    } catch (BadConfigurationException bad) {
      System.err.println(bad.getMessage());
      System.exit(BAD_CONFIGURATION);
    }
  }

  private static void run(Settings settings) throws InterruptedException {
    configureLogging(settings);
    settings.strangers().forEach(OperatorMain::tellStrange);
    OperatorOptions options = SettingsReader.options(settings);
    CountDownLatch stopped = new CountDownLatch(1);
    try (KubernetesClient client = new KubernetesClientBuilder().build();
        LidoOperator operator = new LidoOperator(client, options)) {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(operator, stopped), "stop"));
      operator.start();
      stopped.await();
    }
  }

  private static void tellStrange(String variable) {
    LoggerFactory.getLogger(OperatorMain.class)
        .warn("{} says nothing to an operator; --help shows what does", variable);
  }

  /** Before anything logs. */
  private static void configureLogging(Settings settings) {
    System.setProperty("lido.log.level", settings.logLevel());
    if (System.getProperty(LOGGING) == null) {
      System.setProperty(LOGGING, "logback-operator.xml");
    }
  }

  private static void stop(LidoOperator operator, CountDownLatch stopped) {
    operator.close();
    stopped.countDown();
  }
}
