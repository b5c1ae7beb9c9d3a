package dev.lido.client;

import dev.lido.client.testkit.TestWorkers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

class WorkerOutputTest extends OutputContract {

  private final List<TestWorkers> started = new ArrayList<>();

  @Override
  Pool pool(LocalSettings settings) {
    TestWorkers workers = new TestWorkers(settings);
    started.add(workers);
    return workers.pool();
  }

  @AfterEach
  void close() {
    started.forEach(TestWorkers::close);
  }
}
