package dev.lido.protocol.code;

import dev.lido.protocol.v1.CodeVersion;
import java.util.HexFormat;

/**
 * The version of a class that this process has.
 *
 * @param message what the wire says of it: the class and the hash of its class file
 * @param source where the class file is, for people: the name of its jar, or its folder
 */
public record ClassVersion(CodeVersion message, String source) {

  /** Returns a hash as people read it. */
  public static String text(long hash) {
    return HexFormat.of().toHexDigits(hash);
  }

  @Override
  public String toString() {
    return text(message.getHash()) + " (of " + source + ")";
  }
}
