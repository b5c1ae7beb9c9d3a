package dev.lido.client.internal.placement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartitionKeyTest {

  @ParameterizedTest
  @CsvSource({
    "'', EF46DB3751D8E999",
    "a, D24EC4F1A98C6E5B",
    "abc, 44BC2CF5AD770999",
    "Nobody inspects the spammish repetition, FBCEA83C8A378BF1",
  })
  void shouldHashStringsAsXxHash64Does(String key, String hash) {
    assertThat(PartitionKey.of(key).hash()).isEqualTo(Long.parseUnsignedLong(hash, 16));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 7, 0",
    "13, 7, 6",
    "-13, 7, 6",
    "9223372036854775807, 10, 7",
    "-9223372036854775807, 10, 7",
    "-9223372036854775808, 10, 8",
    "-9223372036854775808, 1, 0",
  })
  void shouldTakeNumbersByTheirAbsoluteValue(long key, int partitions, int partition) {
    assertThat(PartitionKey.of(key).in(partitions)).isEqualTo(partition);
  }

  @Test
  void shouldSpreadSimilarKeysEvenly() {
    int[] found = new int[4];
    IntStream.range(0, 40_000).forEach(i -> found[PartitionKey.of("user-" + i).in(4)]++);
    assertThat(Arrays.stream(found)).allMatch(count -> count > 9_600 && count < 10_400);
  }
}
