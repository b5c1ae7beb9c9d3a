package dev.lido.protocol.closure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lido.protocol.task.Task;
import java.io.IOException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LambdaPartsTest {

  @Test
  void shouldMakeTheLambdaAgainWithWhatItCaptured() throws Exception {
    // Given
    long number = 40;
    String text = "xx";
    Task<Long> task = () -> number + text.length();
    LambdaParts parts = LambdaParts.of(task).orElseThrow();

    // When
    Object made = maker(parts).make(parts.captured());

    // Then
    assertThat(made).isNotSameAs(task);
    assertThat(((Task<?>) made).call()).isEqualTo(42L);
  }

  @Test
  void shouldMakeALambdaOnceThatCapturedNothing() throws Exception {
    // Given
    LambdaParts parts = LambdaParts.of((Task<String>) () -> "same").orElseThrow();
    LambdaMaker maker = maker(parts);

    // When
    Object made = maker.make(parts.captured());

    // Then
    assertThat(maker.make(parts.captured())).isSameAs(made);
    assertThat(((Task<?>) made).call()).isEqualTo("same");
  }

  @Test
  void shouldSayTheSameShapeForEveryLambdaOfOnePlace() {
    // When
    var shapes =
        IntStream.range(0, 3)
            .mapToObj(i -> LambdaParts.of((Task<Integer>) () -> i).orElseThrow().shape());

    // Then
    assertThat(shapes.distinct()).hasSize(1);
  }

  @Test
  void shouldLeaveAloneWhatIsNoLambda() {
    assertThat(LambdaParts.of("text")).isEmpty();
    assertThat(LambdaParts.of(new Named())).isEmpty();
    Runnable plain = () -> {};
    assertThat(LambdaParts.of(plain)).isEmpty();
  }

  @Test
  void shouldRefuseALambdaThatTheClassHasNot() {
    // Given
    LambdaParts parts = LambdaParts.of((Task<String>) () -> "there").orElseThrow();
    var other = parts.shape().toBuilder().setImplMethod("lambda$gone$0").build();

    // When, Then: as Java object serialization says it
    assertThatThrownBy(() -> new LambdaMaker(other, loader()).make(new Object[0]))
        .hasMessageContaining("Invalid lambda deserialization");
    var elsewhere = parts.shape().toBuilder().setCapturingClass("java.lang.String").build();
    assertThatThrownBy(() -> new LambdaMaker(elsewhere, loader()).make(new Object[0]))
        .isInstanceOf(IOException.class);
  }

  private static LambdaMaker maker(LambdaParts parts) {
    return new LambdaMaker(parts.shape(), loader());
  }

  private static ClassLoader loader() {
    return LambdaPartsTest.class.getClassLoader();
  }

  private static final class Named implements Task<String> {
    private static final long serialVersionUID = 1L;

    @Override
    public String call() {
      return "named";
    }
  }
}
