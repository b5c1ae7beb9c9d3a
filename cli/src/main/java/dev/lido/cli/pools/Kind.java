package dev.lido.cli.pools;

/** What commands show and delete, by the names that people use. */
enum Kind {
  pools,
  pool,
  poolresources,
  poolresource
}
