package dev.lido.examples.downloads;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The folder that the images go to. Thread-safe.
 *
 * @param folder where it is
 * @param naming how an image is called in it
 */
record Store(Path folder, Naming naming) {

  /** How an image is called. */
  enum Naming {
    /** By its path: all are of one site. */
    BY_PATH {
      @Override
      String name(int number, URI image) {
        return image.getPath().replaceFirst("^/+", "");
      }
    },
    /** By the number of its page, and the last part of its path. */
    BY_NUMBER {
      @Override
      String name(int number, URI image) {
        String path = image.getPath();
        String last = path.substring(path.lastIndexOf('/') + 1).replaceAll("[^\\w.-]", "_");
        return "%05d-%s".formatted(number, last);
      }
    };

    /** Returns the path, below the folder, of the image that a page names. */
    abstract String name(int number, URI image);
  }

  /**
   * Stores an image.
   *
   * @param number its page's number
   * @return its path below the folder
   * @throws IOException if it cannot be written, or would not be below the folder
   */
  String put(int number, Fetched image) throws IOException {
    String name = naming.name(number, image.uri());
    Path file = folder.resolve(name).normalize();
    if (!file.startsWith(folder) || file.equals(folder)) {
      throw new IOException(image.uri() + " has no name for a file");
    }
    Files.createDirectories(file.getParent());
    Files.write(file, image.bytes());
    return name;
  }

  /** Returns the SHA-256 of a file, as it is on the disk. */
  String sha256(String name) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(Files.readAllBytes(folder.resolve(name))));
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new AssertionError(everyJdkHasIt);
    }
  }
}
