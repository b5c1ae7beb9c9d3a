package dev.lido.worker.health;

/**
 * The answer to a check.
 *
 * @param good whether all is well
 * @param text what is, for people
 */
public record Health(boolean good, String text) {}
