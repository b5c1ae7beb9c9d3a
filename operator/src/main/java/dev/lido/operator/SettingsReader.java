package dev.lido.operator;

import dev.lido.operator.OperatorOptions.Http;
import dev.lido.operator.OperatorOptions.LeaderElection;
import dev.lido.operator.apply.WorkerChannels;
import dev.lido.operator.config.Setting;
import dev.lido.operator.config.Settings;
import dev.lido.protocol.tls.TlsException;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Makes options of settings. */
final class SettingsReader {

  private static final String LEASE = "lido-operator";

  private SettingsReader() {}

  /** Throws a {@code BadConfigurationException} if a setting makes no sense. */
  static OperatorOptions options(Settings settings) {
    return new OperatorOptions(
        settings.namespaces(),
        settings.leaseNamespace().map(namespace -> election(namespace, settings)),
        channels(settings),
        Optional.of(new Http(settings.httpPort(), settings.livenessTimeout())));
  }

  private static LeaderElection election(String namespace, Settings settings) {
    try {
      return new LeaderElection(
          namespace,
          LEASE,
          settings.find(Setting.IDENTITY).orElseGet(SettingsReader::newIdentity),
          settings.leaseDuration());
    } catch (IllegalArgumentException bad) {
      throw settings.bad(Setting.LEASE_DURATION, String.valueOf(bad.getMessage()));
    }
  }

  private static String newIdentity() {
    return System.getenv().getOrDefault("HOSTNAME", "operator") + "_" + UUID.randomUUID();
  }

  private static WorkerChannels channels(Settings settings) {
    try {
      return WorkerChannels.of(
          Map.of(
              Setting.TLS.variable(), settings.text(Setting.TLS),
              Setting.TLS_WORKER_NAME.variable(), settings.text(Setting.TLS_WORKER_NAME)));
    } catch (TlsException bad) {
      throw settings.bad(Setting.TLS, String.valueOf(bad.getMessage()));
    }
  }
}
