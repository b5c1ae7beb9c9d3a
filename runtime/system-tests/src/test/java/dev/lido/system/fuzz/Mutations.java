package dev.lido.system.fuzz;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** Makes wrong bytes of right ones. */
public final class Mutations {

  private static final int MOST = 8;

  private Mutations() {}

  /** Returns bytes that are some of {@code right}, changed in a few places. */
  public static byte[] of(List<byte[]> right, RandomGenerator random) {
    byte[] bytes = right.get(random.nextInt(right.size())).clone();
    int changes = random.nextInt(MOST);
    for (int i = 0; i < changes && bytes.length > 0; i++) {
      bytes = changed(bytes, random);
    }
    return bytes;
  }

  private static byte[] changed(byte[] bytes, RandomGenerator random) {
    int at = random.nextInt(bytes.length);
    switch (random.nextInt(5)) {
      case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
      case 1 -> bytes[at] = (byte) random.nextInt();
      case 2 -> bytes[at] = random.nextBoolean() ? (byte) 0xff : 0;
      case 3 -> {
        return Arrays.copyOf(bytes, at);
      }
      default -> {
        return doubled(bytes, at, random.nextInt(at, bytes.length));
      }
    }
    return bytes;
  }

  private static byte[] doubled(byte[] bytes, int from, int to) {
    byte[] longer = Arrays.copyOf(bytes, bytes.length + to - from);
    System.arraycopy(bytes, from, longer, to, bytes.length - from);
    return longer;
  }

  /** Returns any bytes. */
  public static byte[] noise(RandomGenerator random, int most) {
    byte[] bytes = new byte[random.nextInt(1, most)];
    random.nextBytes(bytes);
    return bytes;
  }
}
