package io.saltbus.core.observe;

/**
 * What a bus is busy with.
 *
 * @param inFlight deliveries that arrived and have not ended
 * @param running calls of handlers that have not ended
 * @param waiting deliveries that wait in this process for their turn: their key, a free slot, a permit of a rate, a batch to fill
 */
public record Load(int inFlight, int running, int waiting) {}
