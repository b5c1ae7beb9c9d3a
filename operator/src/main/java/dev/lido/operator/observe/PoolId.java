package dev.lido.operator.observe;

/**
 * Which pool, and which version of its spec.
 *
 * @param namespace its namespace
 * @param name its name
 * @param uid its UID
 * @param generation the version of its spec
 */
public record PoolId(String namespace, String name, String uid, long generation) {}
