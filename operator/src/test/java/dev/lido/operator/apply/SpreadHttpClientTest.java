package dev.lido.operator.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
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
  void shouldComeBackToTheFirstConnectionWhenItsRequestsAreAnswered() {
    // Given
    send(60);
    clients.getFirst().answerAll();

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
