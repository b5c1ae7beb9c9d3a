package dev.lido.protocol.closure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CompactValuesTest {

  @Test
  void shouldGiveBackWhatWasWrittenBitForBit() throws Exception {
    // Given
    @Nullable Object[] values = {
      null,
      true,
      false,
      (byte) -7,
      Short.MIN_VALUE,
      '\uffff',
      Integer.MIN_VALUE,
      Long.MAX_VALUE,
      Float.NaN,
      -0.0,
      "",
      "plain",
      "gr\u00fc\u00df",
      "\u4f60\ud83d\ude00",
      "half \ud83d",
      new byte[] {1, 2, 3}
    };

    // When
    @Nullable Object[] read = copy(values);

    // Then
    assertThat(read).isEqualTo(values);
    assertThat(read[8]).isEqualTo(Float.NaN);
  }

  @Test
  void shouldTakeAFewBytesForCommonValues() throws Exception {
    // When
    ByteString bytes =
        CompactValues.write(new Object[] {42L, "forty-two"}, CompactValuesTest::java);

    // Then
    assertThat(bytes.size()).isLessThanOrEqualTo(16);
    assertThat(CompactValues.isCompact(bytes)).isTrue();
    assertThat(CompactValues.isCompact(java("forty-two"))).isFalse();
  }

  @Test
  void shouldKeepWhatValuesShare() throws Exception {
    // Given
    byte[] array = {1};
    List<Object> list = new ArrayList<>(List.of(array));

    // When
    @Nullable Object[] read = copy(array, "between", list, array);

    // Then
    assertThat(read[3]).isSameAs(read[0]);
    assertThat(read[2]).asInstanceOf(InstanceOfAssertFactories.LIST).first().isSameAs(read[0]);
    assertThat(read[1]).isEqualTo("between");
  }

  @Test
  void shouldRefuseWhatItHasNotWritten() throws Exception {
    // Given
    Random random = new Random(7);
    ByteString good =
        CompactValues.write(new Object[] {1, "two", List.of(3)}, CompactValuesTest::java);

    for (int i = 0; i < 20_000; i++) {
      // When
      byte[] bytes = good.toByteArray();
      bytes[random.nextInt(12)] = (byte) random.nextInt();
      ByteString bad = ByteString.copyFrom(bytes, 0, 1 + random.nextInt(bytes.length));

      // Then: values, or an exception that says so; nothing else, and no memory that is not there
      try {
        CompactValues.read(bad, CompactValuesTest::object);
      } catch (IOException | ClassNotFoundException | RuntimeException unreadable) {
        assertThat(unreadable).isNotInstanceOf(NullPointerException.class);
      }
    }
  }

  @Test
  void shouldRefuseMoreThanAMethodTakes() {
    // Given
    Object[] many = new Object[256];

    // When, Then
    assertThatThrownBy(() -> CompactValues.write(many, CompactValuesTest::java))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("255");
  }

  private static @Nullable Object[] copy(@Nullable Object... values) throws Exception {
    return CompactValues.read(
        CompactValues.write(values, CompactValuesTest::java), CompactValuesTest::object);
  }

  private static ByteString java(Object object) throws IOException {
    ByteString.Output bytes = ByteString.newOutput();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(object);
    }
    return bytes.toByteString();
  }

  @SuppressWarnings("BanSerializableRead") // That is what is tested.
  private static @Nullable Object object(ByteString bytes)
      throws IOException, ClassNotFoundException {
    try (ObjectInputStream in = new ObjectInputStream(bytes.newInput())) {
      return in.readObject();
    }
  }
}
