package dev.lido.examples.downloads;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds what a page names. */
final class Html {

  private static final Pattern IMAGE =
      Pattern.compile(
          "<img\\b[^>]*\\bsrc\\s*=\\s*[\"']?(?!data:)([^\"'\\s>]+)", Pattern.CASE_INSENSITIVE);

  private Html() {}

  /**
   * Returns the address of the first image of a page.
   *
   * @throws IllegalArgumentException if the page names one that is no address
   */
  static Optional<URI> image(URI page, String html) {
    Matcher image = IMAGE.matcher(html);
    return image.find()
        ? Optional.of(page.resolve(image.group(1).replace("&amp;", "&")))
        : Optional.empty();
  }
}
