package dev.ioreq.hypervisor.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ioreq.hypervisor.BufferedIo;
import dev.ioreq.hypervisor.DomainId;
import dev.ioreq.hypervisor.DomainType;
import dev.ioreq.hypervisor.Errno;
import dev.ioreq.hypervisor.Frames;
import dev.ioreq.hypervisor.Hypervisor;
import dev.ioreq.hypervisor.IoreqServerId;
import dev.ioreq.hypervisor.ResourceType;
import dev.ioreq.hypervisor.XenException;
import dev.ioreq.hypervisor.conformance.RandomOperations.Operation;
import dev.ioreq.hypervisor.simulated.XenVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Any sequence of operations on the servers of two domains is answered as the plain model says. */
class RandomOperationsTest {

    private static ConformanceStage inProcess;
    private static ConformanceStage engineProcess;

    @BeforeContainer
    static void open() {
        inProcess = new InProcessStage(XenVersion.V4_17);
        engineProcess = new EngineProcessStage(XenVersion.V4_20);
    }

    @AfterContainer
    static void close() {
        inProcess.close();
        engineProcess.close();
    }

    @Provide
    Arbitrary<List<Operation>> operations() {
        return RandomOperations.operation().list().ofMinSize(5).ofMaxSize(120);
    }

    @Property(tries = 300)
    void inThisProcess(@ForAll("operations") List<Operation> operations) {
        run(inProcess, operations);
    }

    @Property(tries = 40)
    void inAnEngineProcess(@ForAll("operations") List<Operation> operations) {
        run(engineProcess, operations);
    }

    private static void run(ConformanceStage stage, List<Operation> operations) {
        List<DomainId> domains = new ArrayList<>();
        List<ServerModel> models = List.of(new ServerModel(), new ServerModel());
        List<Frames> mapped = new ArrayList<>();
        domains.add(stage.start(DomainType.PVH, 1, GuestScript.idle()).domain());
        domains.add(stage.start(DomainType.HVM, 2, GuestScript.idle()).domain());
        try {
            for (Operation operation : operations) {
                step(
                        stage.hypervisor(),
                        domains.get(operation.domain()),
                        models.get(operation.domain()),
                        operation,
                        mapped);
            }
            for (int i = 0; i < 2; i++) {
                assertThat(stage.hypervisor().probeIoreqServers(domains.get(i)))
                        .extracting(probed -> probed.id().value())
                        .containsExactlyElementsOf(models.get(i).ids());
            }
        } finally {
            mapped.forEach(Frames::close);
            stage.destroyGuests();
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
        assertThat(answer).as(operation.toString()).isEqualTo(expected);
    }
}
