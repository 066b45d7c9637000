package io.saltbus.rpc.internal.redis;

/**
 * Where one Redis process listens.
 *
 * @param host its name or number, without brackets
 * @param port 1 to 65535
 */
record Endpoint(String host, int port) {
    /** As in an address. */
    String text() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
