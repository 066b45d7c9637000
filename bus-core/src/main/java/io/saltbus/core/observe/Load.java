package io.saltbus.core.observe;

/**
 * What a bus is busy with.
 *
 * @param running calls of handlers that have not ended
 * @param waiting deliveries that wait in this process for their turn: a free slot, a permit of a rate, a batch to fill
 */
public record Load(int running, int waiting) {}
