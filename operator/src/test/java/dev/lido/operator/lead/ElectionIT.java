package dev.lido.operator.lead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lido.operator.OperatorOptions.LeaderElection;
import dev.lido.operator.testing.RealApiServer;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ElectionIT {

  private static final ConditionFactory AWAIT =
      Awaitility.await().pollInterval(Duration.ofMillis(20)).timeout(Duration.ofSeconds(30));
  private static final Duration LEASE = Duration.ofSeconds(3);
  private static final InstantSource TIME = InstantSource.system();
  private static final InstantSource LATER = InstantSource.offset(TIME, Duration.ofHours(1));

  /** How much longer than others the leader thinks it has run. */
  private final AtomicLong skipped = new AtomicLong();

  private final AtomicInteger opened = new AtomicInteger();
  private final AtomicInteger lost = new AtomicInteger();
  private KubernetesClient client;
  private KubernetesClient writing;
  private String namespace;
  private Election leader;

  @BeforeEach
  void lead() {
    RealApiServer server = RealApiServer.shared();
    client = server.client();
    namespace = server.newNamespace();
    leader =
        new Election(
            client,
            candidate("leader"),
            () -> System.nanoTime() + skipped.get(),
            TIME,
            opened::incrementAndGet,
            lost::incrementAndGet);
    writing = leader.leadersClient(http -> {});
    leader.start();
    AWAIT.until(() -> opened.get() == 1);
  }

  @AfterEach
  void end() {
    if (client != null) {
      leader.close();
      writing.close();
      client.close();
    }
  }

  private LeaderElection candidate(String identity) {
    return new LeaderElection(namespace, "lease", identity, LEASE);
  }

  private Election standby(InstantSource clock, Runnable onLead) {
    Election standby =
        new Election(
            client, candidate("standby"), System::nanoTime, clock, onLead, lost::incrementAndGet);
    standby.start();
    return standby;
  }

  private void write(String name) {
    writing
        .resource(
            new ConfigMapBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(name)
                .endMetadata()
                .build())
        .create();
  }

  private boolean isWritten(String name) {
    return client.configMaps().inNamespace(namespace).withName(name).get() != null;
  }

  @Test
  void shouldKeepTheLeadThoughAStandbysClockIsWrong() {
    AtomicInteger taken = new AtomicInteger();
    try (Election standby = standby(LATER, taken::incrementAndGet)) {
      AWAIT.during(LEASE.plusSeconds(1)).until(() -> taken.get() == 0 && leader.fence().isOpen());
      write("by-the-leader");

      leader.close();

      AWAIT.until(standby.fence()::isOpen);
      assertThat(taken).hasValue(1);
      assertThat(isWritten("by-the-leader")).isTrue();
    }
  }

  @Test
  void shouldSendNothingAfterItsTimeAndLeadOnIfNobodyElseLed() {
    skipped.addAndGet(LEASE.toNanos());

    assertThatThrownBy(() -> write("too-late"))
        .isInstanceOf(KubernetesClientException.class)
        .hasMessageContaining("may not lead");

    AWAIT.until(() -> opened.get() == 2);
    write("again");
    assertThat(isWritten("too-late")).isFalse();
    assertThat(isWritten("again")).isTrue();
    assertThat(lost).hasValue(0);
  }

  @Test
  void shouldNeverLeadAgainWhenAnotherHasLed() {
    client
        .leases()
        .inNamespace(namespace)
        .withName("lease")
        .edit(
            lease -> {
              lease.getSpec().setHolderIdentity("another");
              return lease;
            });

    AWAIT.until(() -> lost.get() == 1);
    assertThatThrownBy(() -> write("too-late")).isInstanceOf(KubernetesClientException.class);
    assertThat(isWritten("too-late")).isFalse();
  }

  @Test
  void shouldLetAStandbyLeadAtOnceWhenItGivesUp() {
    AtomicInteger taken = new AtomicInteger();
    try (Election standby = standby(TIME, taken::incrementAndGet)) {
      long given = System.nanoTime();
      leader.giveUp();

      AWAIT.until(standby.fence()::isOpen);
      assertThat(Duration.ofNanos(System.nanoTime() - given)).isLessThan(LEASE);
      assertThat(leader.fence().isOpen()).isFalse();
    }
  }
}
