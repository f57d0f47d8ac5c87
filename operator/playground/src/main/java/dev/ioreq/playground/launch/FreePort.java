package dev.ioreq.playground.launch;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** A TCP port of the loopback interface on which nobody listens. */
public final class FreePort {
    private FreePort() {}

    /** Picks one. Somebody else may take it before it is used; the kernel hands out others first, so that is rare. */
    public static int pick() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
