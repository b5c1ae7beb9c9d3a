/**
 * The two messages that every call has, written and read without what protobuf would make for them:
 * the same bytes, a quarter of the garbage. All others are the generated ones.
 */
@NullMarked
package dev.lido.protocol.message;

import org.jspecify.annotations.NullMarked;
