package dev.lido.client.internal.placement;

import java.nio.charset.StandardCharsets;

/**
 * What chooses a partition.
 *
 * @param hash an unsigned 64-bit number
 */
public record PartitionKey(long hash) {

  /** Returns the key of a number: its absolute value, which of the smallest is 2^63. */
  public static PartitionKey of(long number) {
    return new PartitionKey(number < 0 ? -number : number);
  }

  /** Returns the key of a string. */
  public static PartitionKey of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns the key of bytes. */
  public static PartitionKey of(byte[] bytes) {
    return new PartitionKey(XxHash64.hash(bytes));
  }

  /** Returns the key's partition, of so many. */
  public int in(int partitions) {
    return (int) Long.remainderUnsigned(hash, partitions);
  }
}
