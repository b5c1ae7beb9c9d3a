package dev.lido.worker.child;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.lido.protocol.v1.ChildEnded;
import dev.lido.protocol.v1.ChildEnded.How;
import dev.lido.protocol.v1.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class EndingsTest {

  private static final Answer RETURNED = new Answer.Returned(ByteString.EMPTY);

  private final AtomicLong clock = new AtomicLong();
  private final Endings endings = new Endings(clock::get);

  private How how(long child) {
    List<ChildEnded> told = new ArrayList<>();
    endings.monitor(child, told::add);
    assertThat(told).hasSize(1);
    return told.getFirst().getHow();
  }

  @Test
  void shouldKeepTheLastThousand() {
    for (long child = 1; child <= 1_001; child++) {
      endings.begin(child);
      endings.end(child, RETURNED);
    }
    assertThat(how(1)).isEqualTo(How.UNKNOWN);
    assertThat(how(2)).isEqualTo(How.RETURNED);
    assertThat(how(1_001)).isEqualTo(How.RETURNED);
  }

  @Test
  void shouldKeepThemForTenMinutes() {
    endings.begin(1);
    endings.end(1, RETURNED);
    clock.addAndGet(Endings.KEPT.toNanos());
    assertThat(how(1)).isEqualTo(How.RETURNED);
    clock.incrementAndGet();
    assertThat(how(1)).isEqualTo(How.UNKNOWN);
  }

  @Test
  void shouldKeepLittleOfAFailure() {
    Throwable deep = new IllegalStateException("x".repeat(20_000));
    for (int i = 0; i < 100; i++) {
      deep = new IllegalStateException("y".repeat(20_000), deep);
    }
    Failure failure = Failures.threw(deep, true);
    endings.begin(1);
    endings.end(1, new Answer.Failed(failure));
    List<ChildEnded> told = new ArrayList<>();
    endings.monitor(1, told::add);
    assertThat(failure.getSerializedSize()).isGreaterThan(100_000);
    assertThat(told.getFirst().getSerializedSize()).isLessThan(40_000);
    assertThat(told.getFirst().getFailure().getThrown().getMessage()).startsWith("yyy");
  }

  @Test
  void shouldTellNothingToThoseWhoLeft() {
    List<ChildEnded> told = new ArrayList<>();
    Endings.Listener listener = told::add;
    endings.begin(1);
    endings.monitor(1, listener);
    endings.forget(listener);
    endings.end(1, RETURNED);
    assertThat(told).isEmpty();
  }
}
