package dev.lido.examples.downloads;

import java.io.Serializable;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * What a worker fetched; it travels back to the manager as a value.
 *
 * @param uri where it came from at last, redirects followed
 * @param type its media type; empty if the site did not say
 * @param bytes what it consists of
 * @param worker the worker that fetched it
 */
// Its bytes are carried, never compared.
@SuppressWarnings("ArrayRecordComponent")
record Fetched(URI uri, String type, byte[] bytes, String worker) implements Serializable {

  /** Tells whether this is a page, which names its image, and not the image itself. */
  boolean isPage() {
    return type.toLowerCase(Locale.ROOT).startsWith("text/html");
  }

  /** Returns the bytes, read as UTF-8. */
  String text() {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
