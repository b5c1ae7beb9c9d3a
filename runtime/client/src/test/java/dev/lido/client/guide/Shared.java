package dev.lido.client.guide;

import dev.lido.client.Pool;
import dev.lido.client.Pools;
import dev.lido.worker.WorkerInitializer;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

public final class Shared implements WorkerInitializer {

  private static volatile @Nullable Pools pools;

  @Override
  public void initialize() {
    pools = Pools.builder().connectTimeout(Duration.ofMinutes(1)).connect();
  }

  static Pool pool(String name) {
    return Objects.requireNonNull(pools).pool(name);
  }
}
