package dev.ioreq.hypervisor.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ioreq.hypervisor.BufferedIo;
import dev.ioreq.hypervisor.DomainId;
import dev.ioreq.hypervisor.Errno;
import dev.ioreq.hypervisor.Frames;
import dev.ioreq.hypervisor.Hypervisor;
import dev.ioreq.hypervisor.IoreqServerId;
import dev.ioreq.hypervisor.ResourceType;
import dev.ioreq.hypervisor.XenException;
import dev.ioreq.hypervisor.conformance.RandomOperations.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Carries out operations on the servers of two domains and compares each answer with the plain model's. */
final class OperationsAgainstModel {

    private OperationsAgainstModel() {}

    /** @param domains two that have no server; they have none afterwards */
    static void run(Hypervisor xen, List<DomainId> domains, List<Operation> operations) {
        List<ServerModel> models = List.of(new ServerModel(), new ServerModel());
        List<Frames> mapped = new ArrayList<>();
        try {
            for (Operation operation : operations) {
                step(xen, domains.get(operation.domain()), models.get(operation.domain()), operation, mapped);
            }
            for (int i = 0; i < domains.size(); i++) {
                assertThat(xen.probeIoreqServers(domains.get(i)))
                        .extracting(probed -> probed.id().value())
                        .containsExactlyElementsOf(models.get(i).ids());
            }
        } finally {
            mapped.forEach(Frames::close);
            domains.forEach(domain ->
                    xen.probeIoreqServers(domain).forEach(probed -> xen.destroyIoreqServer(domain, probed.id())));
        }
    }

    private static void step(
            Hypervisor xen, DomainId domain, ServerModel model, Operation operation, List<Frames> mapped) {
        IoreqServerId server = new IoreqServerId(operation.server());
        switch (operation.kind()) {
            case CREATE -> create(xen, domain, model, operation.bufferedIo());
            case INFO -> {
                expect(operation, model.info(operation.server()), () -> {
                    boolean buffers =
                            xen.ioreqServerInfo(domain, server).bufferedPort().isPresent();
                    assertThat(buffers).isEqualTo(model.buffers(operation.server()));
                });
            }
            case ACQUIRE ->
                expect(
                        operation,
                        model.acquire(operation.server(), operation.firstFrame(), operation.frames()),
                        () -> mapped.add(xen.acquireFrames(
                                domain,
                                ResourceType.IOREQ_SERVER,
                                operation.server(),
                                operation.firstFrame(),
                                operation.frames())));
            case RELEASE -> {
                if (!mapped.isEmpty()) {
                    mapped.remove(mapped.size() - 1).close();
                }
            }
            case ENABLE ->
                expect(
                        operation,
                        model.enable(operation.server()),
                        () -> xen.setIoreqServerState(domain, server, true));
            case DISABLE ->
                expect(operation, model.info(operation.server()), () -> xen.setIoreqServerState(domain, server, false));
            case MAP ->
                expect(
                        operation,
                        model.map(operation.server(), operation.range()),
                        () -> xen.mapIoRange(domain, server, operation.range()));
            case UNMAP ->
                expect(
                        operation,
                        model.unmap(operation.server(), operation.range()),
                        () -> xen.unmapIoRange(domain, server, operation.range()));
            case DESTROY ->
                expect(operation, model.destroy(operation.server()), () -> xen.destroyIoreqServer(domain, server));
        }
    }

    private static void create(Hypervisor xen, DomainId domain, ServerModel model, BufferedIo bufferedIo) {
        Optional<Integer> expected = model.create(bufferedIo);
        try {
            int id = xen.createIoreqServer(domain, bufferedIo).value();
            assertThat(expected).contains(id);
        } catch (XenException e) {
            assertThat(e.errno()).isEqualTo(Errno.ENOSPC);
            assertThat(expected).isEmpty();
        }
    }

    private static void expect(Operation operation, Optional<Errno> expected, Runnable call) {
        Optional<Errno> answer = Optional.empty();
        try {
            call.run();
        } catch (XenException e) {
            answer = Optional.of(e.errno());
        }
        // Not assertThat: it would be asked 40,000 times on a machine that is emulated.
        if (!answer.equals(expected)) {
            throw new AssertionError(operation + ": expected " + expected + ", was answered " + answer);
        }
    }
}
