package dev.ioreq.hypervisor.simulated.engine;

import dev.ioreq.hypervisor.ShutdownReason;
import dev.ioreq.hypervisor.abi.IoreqRequest;
import dev.ioreq.hypervisor.abi.IoreqType;
import dev.ioreq.hypervisor.simulated.guest.GuestBus;
import dev.ioreq.hypervisor.simulated.guest.GuestStopped;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.Function;

/** The machine as one vCPU's thread sees it: takes the engine's lock for each step, waits without it. */
final class VcpuBus implements GuestBus {

    private final Machine machine;
    private final Vcpu vcpu;

    VcpuBus(Machine machine, Vcpu vcpu) {
        this.machine = machine;
        this.vcpu = vcpu;
    }

    private interface Step<T> {
        T run() throws InterruptedException;
    }

    private <T> T step(Step<T> step) {
        machine.lock().lock();
        try {
            vcpu.domain().awaitUnpaused();
            return step.run();
        } catch (InterruptedException e) {
            throw new GuestStopped("interrupted");
        } finally {
            machine.lock().unlock();
        }
    }

    @Override
    public long access(IoreqRequest request) {
        return step(() -> {
            if (vcpu.domain().isMemory(request)) {
                return vcpu.domain().otherMemory().access(request);
            }
            boolean claimed = machine.router().isClaimed(vcpu.domain(), request);
            long data = machine.router().access(vcpu, request);
            if (request.dataIsPointer() && request.read() && !claimed) {
                fillWithOnes(request);
            }
            return data & mask(request.size());
        });
    }

    @Override
    public void untilClaimed(int port) {
        IoreqRequest read = IoreqRequest.read(IoreqType.PIO, port, 1);
        step(() -> {
            while (!machine.router().isClaimed(vcpu.domain(), read)) {
                vcpu.domain().awaitChange();
            }
            return null;
        });
    }

    @Override
    public void invalidate() {
        step(() -> {
            machine.router().invalidate(vcpu);
            return null;
        });
    }

    @Override
    public void timeOffset(long seconds) {
        step(() -> {
            machine.router().timeOffset(vcpu, seconds);
            return null;
        });
    }

    @Override
    public void sleep(Duration duration) {
        step(() -> {
            vcpu.sleep(duration);
            return null;
        });
    }

    @Override
    public <T> T memory(Function<ByteBuffer, T> body) {
        return step(() -> vcpu.domain().otherMemory().useGuest(body));
    }

    @Override
    public void shutdown(ShutdownReason reason) {
        step(() -> {
            machine.shutDown(vcpu.domain(), reason);
            return null;
        });
    }

    private void fillWithOnes(IoreqRequest request) {
        int bytes = request.count() * request.size();
        int start = (int) request.data() - (request.decreasing() ? bytes - request.size() : 0);
        vcpu.domain().otherMemory().useGuest(memory -> {
            for (int i = start; i < start + bytes; i++) {
                memory.put(i, (byte) 0xff);
            }
            return null;
        });
    }

    private static long mask(int size) {
        return size == 8 ? -1L : (1L << size * 8) - 1;
    }
}
