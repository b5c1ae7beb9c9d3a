package dev.lido.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class HalfOpenCallerIT {

  @Test
  void shouldInterruptTheChildrenOfACallerWhoseNetworkIsGone() throws Exception {
    Gate gate = new Gate();
    try (Worker worker = Workers.start(1);
        FreezingProxy proxy = new FreezingProxy(worker.port());
        TestCaller caller = TestCaller.silent("127.0.0.1", proxy.port())) {
      caller.hello("thumbnails");
      caller.place(gate::pass);
      gate.awaitInside(1);

      proxy.freeze();

      Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> worker.taken() == 0);
      assertThat(gate.inside()).isZero();
    }
  }
}
