package dev.ioreq.hypervisor.simulated.engine;

import dev.ioreq.hypervisor.Errno;
import java.util.Optional;
import java.util.TreeMap;

/** The event channels of one guest. The lowest free number is given; 1 and 2 are the guest's own (xenstore, console). */
final class GuestPorts {

    private static final int FIRST = 3;

    private final int last;
    private final TreeMap<Integer, GuestPort> ports = new TreeMap<>();

    GuestPorts(int last) {
        this.last = last;
    }

    /** ENOSPC if there is none left. */
    GuestPort allocate(Vcpu vcpu, int emulator) {
        int number = FIRST;
        for (int taken : ports.keySet()) {
            if (taken != number) {
                break;
            }
            number++;
        }
        if (number > last) {
            throw new Refused(Errno.ENOSPC);
        }
        GuestPort port = new GuestPort(number, vcpu, emulator);
        ports.put(number, port);
        return port;
    }

    Optional<GuestPort> find(int number) {
        return Optional.ofNullable(ports.get(number));
    }

    void free(GuestPort port) {
        port.close();
        ports.remove(port.number());
    }
}
