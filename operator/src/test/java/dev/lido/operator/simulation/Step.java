package dev.lido.operator.simulation;

/**
 * One step of a history. What it does depends on the world that it finds, and on its own dice, so
 * that a history from which steps were dropped is a history as well.
 */
record Step(StepKind kind, long dice) {}
