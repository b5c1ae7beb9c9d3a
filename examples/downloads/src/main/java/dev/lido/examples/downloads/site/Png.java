package dev.lido.examples.downloads.site;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** Writes images in the PNG format: 8 bits each of red, green and blue, no interlacing. */
final class Png {

  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};

  /** Bytes of a pixel. */
  static final int CHANNELS = 3;

  private static final byte TRUE_COLOR = 2;

  private Png() {}

  /** Encodes a square image, given as three bytes a pixel, row by row. */
  static byte[] encode(int side, byte[] pixels) {
    var image = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(image)) {
      out.write(SIGNATURE);
      chunk(out, "IHDR", header(side));
      chunk(out, "IDAT", deflate(side * CHANNELS, pixels));
      chunk(out, "IEND", new byte[0]);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return image.toByteArray();
  }

  private static byte[] header(int side) {
    return ByteBuffer.allocate(13).putInt(side).putInt(side).put((byte) 8).put(TRUE_COLOR).array();
  }

  private static byte[] deflate(int rowLength, byte[] pixels) throws IOException {
    var deflater = new Deflater(Deflater.BEST_SPEED);
    var data = new ByteArrayOutputStream();
    try (var out = new DeflaterOutputStream(data, deflater)) {
      for (int row = 0; row < pixels.length; row += rowLength) {
        out.write(0); // No filter.
        out.write(pixels, row, rowLength);
      }
    } finally {
      deflater.end();
    }
    return data.toByteArray();
  }

  private static void chunk(DataOutputStream out, String type, byte[] data) throws IOException {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    var checksum = new CRC32();
    checksum.update(name);
    checksum.update(data);
    out.writeInt(data.length);
    out.write(name);
    out.write(data);
    out.writeInt((int) checksum.getValue());
  }
}
