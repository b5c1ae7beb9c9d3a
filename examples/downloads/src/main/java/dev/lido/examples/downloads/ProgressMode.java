package dev.lido.examples.downloads;

import picocli.CommandLine;

/** How progress is shown. */
enum ProgressMode {
  /** A bar on a terminal, else lines. */
  auto,
  /** One line that is written over and over. */
  bar,
  /** A line every two seconds. */
  plain;

  /** Tells whether to draw a bar. */
  boolean isBar() {
    return this == bar || (this == auto && CommandLine.Help.Ansi.AUTO.enabled());
  }
}
