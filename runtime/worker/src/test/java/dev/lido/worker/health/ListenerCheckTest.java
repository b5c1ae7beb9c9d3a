package dev.lido.worker.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

/** A listener that does answer is tested with the worker. */
class ListenerCheckTest {

  @Test
  void shouldNotTakeAConnectionForAnAnswer() throws Exception {
    try (ServerSocket hangs = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Health health = check(hangs);

      assertThat(health.good()).isFalse();
      assertThat(health.text()).contains("does not answer").contains("timed out");
    }
  }

  @Test
  void shouldSeeAListenerThatIsGone() throws Exception {
    ServerSocket gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    gone.close();

    assertThat(check(gone).good()).isFalse();
  }

  private static Health check(ServerSocket listener) throws IOException {
    return new ListenerCheck(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), listener.getLocalPort()), null)
        .check();
  }
}
