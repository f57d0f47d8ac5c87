package dev.ioreq.hypervisor.conformance;

import java.util.ArrayList;
import java.util.List;

/** A script in the words of the lab's guest (native-agent/lab/guests/script.c). */
final class ScriptWords {

    private ScriptWords() {}

    static String commandLine(GuestScript script) {
        List<String> words = new ArrayList<>(List.of("script"));
        script.vcpus().forEach((vcpu, accesses) -> {
            words.add("cpu:n=" + vcpu);
            for (int at = 0; at < accesses.size(); ) {
                int count = runOfWrites(accesses, at);
                words.add(word(accesses.get(at)) + (count > 1 ? ",count=" + count : ""));
                at += count;
            }
        });
        return String.join(" ", words);
    }

    /** How many writes from here on go to one address after the other, with one value after the other. */
    private static int runOfWrites(List<GuestScript.Access> accesses, int from) {
        int count = 1;
        while (from + count < accesses.size()
                && accesses.get(from) instanceof GuestScript.Write first
                && accesses.get(from + count) instanceof GuestScript.Write next
                && next.size() == first.size()
                && next.address() == first.address() + count
                && (next.value() - first.value() - count & 0xff) == 0) {
            count++;
        }
        return count;
    }

    private static String word(GuestScript.Access access) {
        if (access instanceof GuestScript.Await await) {
            return "await:port=" + await.port();
        } else if (access instanceof GuestScript.In in) {
            return "in:port=" + in.port() + ",size=" + in.size();
        } else if (access instanceof GuestScript.Out out) {
            return "out:port=" + out.port() + ",size=" + out.size() + ",value=" + hex(out.value());
        } else if (access instanceof GuestScript.Read read) {
            return "read:at=" + hex(read.address()) + ",size=" + read.size();
        } else if (access instanceof GuestScript.Write write) {
            return "write:at=" + hex(write.address()) + ",size=" + write.size() + ",value=" + hex(write.value());
        } else if (access instanceof GuestScript.Outs outs) {
            return "outs:port=" + outs.port() + ",size=" + outs.size() + ",count=" + outs.count();
        } else if (access instanceof GuestScript.PciRead read) {
            return "config:bus=" + read.function().bus() + ",device="
                    + read.function().device() + ",function=" + read.function().function() + ",register="
                    + read.register() + ",size=" + read.size();
        } else if (access instanceof GuestScript.TimeOffset offset && offset.seconds() < 0) {
            return "clock:back=" + -offset.seconds();
        } else if (access instanceof GuestScript.ReadForEver read) {
            return "forever:port=" + read.port();
        } else if (access instanceof GuestScript.Invalidate) {
            return "invalidate";
        }
        throw new IllegalArgumentException("the lab's guest has no word for " + access);
    }

    private static String hex(long value) {
        return "0x" + Long.toHexString(value);
    }
}
