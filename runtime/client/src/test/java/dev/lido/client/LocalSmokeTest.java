package dev.lido.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LocalSmokeTest {

  @Test
  void shouldReturnValue() {
    Pool pool = Pool.local();
    int base = 40;
    int value = pool.call(() -> base + 2);
    assertThat(value).isEqualTo(42);
  }

  @Test
  void shouldRunMoreCallsThanSlots() {
    Pool pool = Pool.local(LocalSettings.DEFAULTS.withMaxConcurrency(3));
    List<CompletableFuture<Integer>> all =
        IntStream.range(0, 200).mapToObj(i -> pool.submit(() -> i * 2)).toList();
    assertThat(all.stream().mapToInt(CompletableFuture::join).sum()).isEqualTo(199 * 200);
    assertThat(pool.stats().inFlight()).isZero();
  }
}
