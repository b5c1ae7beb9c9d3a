package dev.lido.examples.downloads;

/** What became of a page. */
sealed interface Download {

  /**
   * Its image is stored.
   *
   * @param name the image's path below the folder
   * @param bytes the image's length
   */
  record Stored(String name, long bytes) implements Download {}

  /**
   * It has no image here.
   *
   * @param why the page, and what went wrong, in one line
   */
  record Failed(String why) implements Download {}
}
