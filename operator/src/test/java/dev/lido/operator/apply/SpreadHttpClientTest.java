package dev.lido.operator.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class SpreadHttpClientTest {

  private static final HttpRequest REQUEST = HttpRequest.newBuilder(URI.create("http://x")).build();

  private final List<FakeHttpClient> clients = new ArrayList<>();
  private final SpreadHttpClient spread = SpreadHttpClient.of(this::client);

  private FakeHttpClient client() {
    clients.add(new FakeHttpClient());
    return clients.getLast();
  }

  @Test
  void shouldUseOneConnectionForFewRequests() {
    // When
    send(30);

    // Then
    assertThat(underWay()).containsExactly(30, 0, 0, 0);
  }

  @Test
  void shouldComeBackToTheFirstConnectionWhenItsAnswersHaveEnded() {
    // Given
    send(60);
    clients.getFirst().beginAll();
    clients.getFirst().endAll();

    // When
    send(1);

    // Then
    assertThat(underWay()).containsExactly(1, 30, 0, 0);
  }

  @Test
  void shouldSpreadManyRequestsEvenly() {
    // When
    send(ApiConnections.READS + ApiConnections.WRITES);

    // Then
    assertThat(underWay()).containsExactly(75, 75, 75, 75);
  }

  @Test
  void shouldCountARequestUntilTheBodyOfItsAnswerHasEnded() {
    // Given
    send(30);
    clients.getFirst().beginAll();

    // When
    send(1);

    // Then
    assertThat(underWay()).containsExactly(30, 1, 0, 0);
  }

  @Test
  void shouldCountNoRequestWhoseBodyFails() {
    // Given
    send(30);
    clients.getFirst().beginAll();
    clients.getFirst().failAll();

    // When
    send(1);

    // Then
    assertThat(underWay()).containsExactly(1, 0, 0, 0);
  }

  @Test
  void shouldCountNoRequestWhoseBodyIsReadNoFurther() {
    // Given
    AtomicReference<Subscription> body = new AtomicReference<>();
    assertThat(spread.sendAsync(REQUEST, BodyHandlers.fromSubscriber(new Reader(body::set))))
        .isNotDone();
    send(29);
    clients.getFirst().beginAll();

    // When
    body.get().cancel();
    send(2);

    // Then
    assertThat(underWay()).containsExactly(30, 1, 0, 0);
  }

  private record Reader(Consumer<Subscription> begins) implements Subscriber<List<ByteBuffer>> {

    @Override
    public void onSubscribe(Subscription body) {
      begins.accept(body);
    }

    @Override
    public void onNext(List<ByteBuffer> part) {}

    @Override
    public void onError(Throwable failure) {}

    @Override
    public void onComplete() {}
  }

  @Test
  void shouldCountRequestsThatAreAwaitedToo() throws InterruptedException {
    // Given
    send(29);
    Thread waiting = Thread.startVirtualThread(this::sendAndWait);
    Awaitility.await().until(() -> clients.getFirst().underWay() == 30);

    // When
    send(1);

    // Then
    assertThat(underWay()).containsExactly(30, 1, 0, 0);
    clients.getFirst().failAll();
    waiting.join();
    send(1);
    assertThat(underWay()).containsExactly(1, 1, 0, 0);
  }

  private void sendAndWait() {
    assertThatThrownBy(() -> spread.send(REQUEST, BodyHandlers.discarding()))
        .isInstanceOf(IOException.class);
  }

  @Test
  void shouldCountNoRequestThatFails() {
    // Given
    send(30);
    clients.getFirst().failAll();

    // When
    send(30);

    // Then
    assertThat(underWay()).containsExactly(30, 0, 0, 0);
  }

  @Test
  void shouldCountNoRequestThatIsNotSent() {
    // Given
    clients.getFirst().refuse(true);
    IntStream.range(0, 30)
        .forEach(
            i -> assertThatThrownBy(() -> send(1)).isInstanceOf(IllegalArgumentException.class));
    clients.getFirst().refuse(false);

    // When
    send(1);

    // Then
    assertThat(underWay()).containsExactly(1, 0, 0, 0);
  }

  private void send(int requests) {
    for (int i = 0; i < requests; i++) {
      assertThat(spread.sendAsync(REQUEST, BodyHandlers.discarding())).isNotDone();
    }
  }

  private List<Integer> underWay() {
    return clients.stream().map(FakeHttpClient::underWay).toList();
  }
}
