package dev.lido.examples.downloads.site;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The pages and images of a site, made up from their numbers. Immutable and thread-safe.
 *
 * @param pages how many of each there are, numbered from 1
 * @param seed what the images depend on, beside their number
 */
record Content(int pages, long seed) {

  private static final Pattern PATH =
      Pattern.compile("/(pages/([1-9][0-9]{0,8})\\.html|images/([1-9][0-9]{0,8})\\.png)");
  private static final int PAGE = 2;
  private static final int IMAGE = 3;
  private static final int SIDE = 48;

  /**
   * Something to send.
   *
   * @param type its media type
   * @param bytes what it consists of
   */
  // Its bytes are sent, never compared.
  @SuppressWarnings("ArrayRecordComponent")
  record Item(String type, byte[] bytes) {}

  /** Returns what is at a path. */
  Optional<Item> at(String path) {
    Matcher parts = PATH.matcher(path);
    if (!parts.matches()) {
      return Optional.empty();
    }
    boolean isPage = parts.group(PAGE) != null;
    int number = Integer.parseInt(parts.group(isPage ? PAGE : IMAGE));
    if (number > pages) {
      return Optional.empty();
    }
    return Optional.of(isPage ? page(number) : new Item("image/png", image(number)));
  }

  /** Returns a line for each image: its SHA-256 and its path, as {@code sha256sum} writes them. */
  String checksums() {
    return IntStream.rangeClosed(1, pages)
        .mapToObj(number -> sha256(image(number)) + "  images/" + number + ".png\n")
        .collect(Collectors.joining());
  }

  private static Item page(int number) {
    String html =
        """
        <!DOCTYPE html>
        <html lang="en">
          <head><meta charset="utf-8"><title>Page %1$d</title></head>
          <body><h1>Page %1$d</h1><img src="/images/%1$d.png" alt="Image %1$d"></body>
        </html>
        """
            .formatted(number);
    return new Item("text/html; charset=utf-8", html.getBytes(StandardCharsets.UTF_8));
  }

  /** Draws a coloured slope with some noise, which keeps it a few KiB when compressed. */
  private byte[] image(int number) {
    var random = new SplittableRandom(seed * 1_000_003 + number);
    int red = random.nextInt(160);
    int green = random.nextInt(160);
    int blue = random.nextInt(160);
    byte[] pixels = new byte[SIDE * SIDE * Png.CHANNELS];
    for (int pixel = 0; pixel < SIDE * SIDE; pixel++) {
      int noise = random.nextInt(48);
      pixels[Png.CHANNELS * pixel] = (byte) (red + pixel % SIDE + noise);
      pixels[Png.CHANNELS * pixel + 1] = (byte) (green + pixel / SIDE + noise);
      pixels[Png.CHANNELS * pixel + 2] = (byte) (blue + noise);
    }
    return Png.encode(SIDE, pixels);
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new AssertionError(everyJdkHasIt);
    }
  }
}
