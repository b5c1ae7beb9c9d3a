package dev.lido.operator.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lido.crds.v1alpha1.PoolNames;
import dev.lido.operator.observe.Worker;
import dev.lido.operator.observe.WorkerReader;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class HorizonsTest {

  private static final String OLD = "old-pool";
  private static final String NEW = "new-pool";

  private Instant now = Instant.parse("2030-01-01T00:00:00Z");
  private final Horizons horizons = new Horizons(() -> Set.of(OLD), () -> now);

  private static List<Worker> workers(String pool, long... versions) {
    List<Pod> pods = LongStream.of(versions).mapToObj(version -> pod(pool, version)).toList();
    return WorkerReader.workers(pool, pods);
  }

  private static Pod pod(String pool, long version) {
    return new PodBuilder()
        .withNewMetadata()
        .withName("w" + version)
        .withUid("u" + version)
        .withResourceVersion(Long.toString(version))
        .withLabels(Map.of(PoolNames.PARTITION, "0", PoolNames.SLOT, "0"))
        .addNewOwnerReference()
        .withUid(pool)
        .withController(true)
        .endOwnerReference()
        .endMetadata()
        .withNewSpec()
        .endSpec()
        .build();
  }

  @Test
  void shouldTrustNoCacheOfAPoolThatIsOlderThanTheLeadBeforeItWasListed() {
    boolean before = horizons.isComplete(OLD, workers(OLD, 5, 6));
    horizons.listed(OLD, workers(OLD, 5, 6));

    assertThat(before).isFalse();
    assertThat(horizons.isComplete(OLD, workers(OLD, 5))).isFalse();
    assertThat(horizons.isComplete(OLD, workers(OLD, 5, 6))).isTrue();
    assertThat(horizons.isComplete(OLD, workers(OLD, 7))).isTrue();
  }

  @Test
  void shouldTrustTheCacheOfAYoungerPoolThatShowsAllThatWasCreated() {
    boolean before = horizons.isComplete(NEW, workers(NEW));
    horizons.created(NEW, "8");
    horizons.created(NEW, "7");

    assertThat(before).isTrue();
    assertThat(horizons.isComplete(NEW, workers(NEW, 7))).isFalse();
    assertThat(horizons.isComplete(NEW, workers(NEW, 7, 8))).isTrue();
  }

  @Test
  void shouldTrustNoCacheWhileAWorkerMayStillBeCreated() {
    assertThat(horizons.isComplete(NEW, workers(NEW))).isTrue();
    horizons.inDoubt(NEW);
    horizons.listed(NEW, workers(NEW, 9));
    boolean soon = horizons.isComplete(NEW, workers(NEW, 9));

    now = now.plus(Duration.ofMinutes(2));
    boolean unlisted = horizons.isComplete(NEW, workers(NEW, 9));
    horizons.listed(NEW, workers(NEW, 9));

    assertThat(soon).isFalse();
    assertThat(unlisted).isFalse();
    assertThat(horizons.isComplete(NEW, workers(NEW, 9))).isTrue();
  }

  @Test
  void shouldTrustNoCacheWhereVersionsAreNoNumbers() {
    assertThat(horizons.isComplete(NEW, workers(NEW))).isTrue();
    horizons.created(NEW, "abc");

    assertThat(horizons.isComplete(NEW, workers(NEW, 9))).isFalse();
  }
}
