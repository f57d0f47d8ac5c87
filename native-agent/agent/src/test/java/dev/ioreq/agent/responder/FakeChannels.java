package dev.ioreq.agent.responder;

import dev.ioreq.hypervisor.DomainId;
import dev.ioreq.hypervisor.Errno;
import dev.ioreq.hypervisor.EventChannels;
import dev.ioreq.hypervisor.XenException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Queue;

/** Event channels that write down what is done with them, and whose events another holder takes before they can be read. */
final class FakeChannels implements EventChannels {

    final List<String> calls = new ArrayList<>();
    final Queue<Integer> events = new ArrayDeque<>();
    final Map<Integer, Integer> bound = new HashMap<>();
    private int nextLocal = 100;

    FakeChannels bound(int local, int remote) {
        bound.put(local, remote);
        return this;
    }

    @Override
    public int bindInterdomain(int remotePort) {
        calls.add("bind " + remotePort);
        bound.put(nextLocal, remotePort);
        return nextLocal++;
    }

    @Override
    public void unbind(int localPort) {
        bound.remove(localPort);
    }

    @Override
    public void notify(int localPort) {
        require("notify", localPort);
        calls.add("notify " + localPort);
    }

    @Override
    public void unmask(int localPort) {
        require("unmask", localPort);
        calls.add("unmask " + localPort);
    }

    @Override
    public void reset() {
        calls.add("reset");
        events.clear();
    }

    @Override
    public OptionalInt pending(Duration timeout) {
        throw new AssertionError("this read waits for ever");
    }

    @Override
    public int descriptor() {
        return -1;
    }

    @Override
    public void close() {
        calls.add("close");
    }

    private void require(String call, int localPort) {
        if (!bound.containsKey(localPort)) {
            throw new XenException(Errno.ENOTCONN, "evtchn_" + call, new DomainId(7), "port " + localPort);
        }
    }
}
