package dev.lido.cli.demo;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What the demo downloads.
 *
 * @param pages the site's pages
 * @param urls a file of addresses, instead of the site
 * @param out where the files are stored; empty: a new temporary folder
 * @param bar whether progress is shown as a bar that moves
 */
record DemoOptions(int pages, Optional<Path> urls, Optional<Path> out, boolean bar) {}
