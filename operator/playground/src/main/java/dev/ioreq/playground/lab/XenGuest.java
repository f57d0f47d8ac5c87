package dev.ioreq.playground.lab;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** One life of a guest, from a boot to the next: what is known of what it did. */
final class XenGuest {
    private final GuestWitness witness;
    private final int domid;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final List<String> saw = new ArrayList<>();

    XenGuest(GuestWitness witness, int domid) {
        this.witness = witness;
        this.domid = domid;
    }

    int domid() {
        return domid;
    }

    synchronized String printed() throws IOException {
        look();
        return printed.toString(StandardCharsets.UTF_8);
    }

    synchronized List<String> saw() throws IOException {
        look();
        return List.copyOf(saw);
    }

    /** Whether an access that was under way at one look is the same at the next. */
    synchronized boolean waits() throws IOException {
        GuestWitness.Look first = look();
        GuestWitness.Look second = look();
        for (int vcpu = 0; vcpu < first.begun().size(); vcpu++) {
            boolean under = second.begun().get(vcpu) > second.done().get(vcpu);
            if (under && first.begun().get(vcpu).equals(second.begun().get(vcpu))) {
                return true;
            }
        }
        return false;
    }

    private GuestWitness.Look look() throws IOException {
        GuestWitness.Look look = witness.look(domid, printed.size(), saw.size());
        printed.writeBytes(look.printed());
        saw.addAll(look.saw());
        return look;
    }
}
