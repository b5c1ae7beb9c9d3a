/**
 * What callers use: {@link dev.lido.client.Pools} connects, {@link dev.lido.client.Pool} places work,
 * and {@link dev.lido.client.PoolException} is what every failure extends.
 */
@NullMarked
package dev.lido.client;

import org.jspecify.annotations.NullMarked;
