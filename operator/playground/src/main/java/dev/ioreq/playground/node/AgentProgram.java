package dev.ioreq.playground.node;

import dev.ioreq.playground.launch.JavaCommand;
import dev.ioreq.playground.launch.Program;
import dev.ioreq.playground.launch.TlsFiles;
import java.io.IOException;
import java.util.List;

/**
 * The real agent of a node, with its configuration for a simulated one.
 *
 * @param program what java(1) is to be told of it
 * @param tls the agent's side; the certificate names the node
 * @param port where it serves the operator, on the loopback interface
 * @param httpPort where it tells its health and metrics
 * @param place among whose pods it runs
 */
record AgentProgram(NodeLayout node, List<String> program, TlsFiles tls, int port, int httpPort, AgentPlace place) {
    private static final int HEAP_MEBIBYTES = 48;

    Program start() throws IOException {
        JavaCommand command = JavaCommand.lean(HEAP_MEBIBYTES, node.temporary())
                .property("ioreq.agent.node-name", node.name())
                .property("ioreq.agent.hypervisor", "simulated")
                .property("ioreq.agent.simulated.socket", node.hypervisorSocket())
                .property("ioreq.agent.state-dir", node.journal())
                .property("ioreq.agent.handover-dir", node.handovers())
                .property("ioreq.agent.csi.endpoint", place.csiSocket())
                .property("ioreq.agent.csi.registration-dir", place.registrations())
                .property("ioreq.agent.csi.publish", place.publish())
                .property("ioreq.agent.csi.targets-dir", place.pods())
                .property("ioreq.agent.host", "127.0.0.1")
                .property("ioreq.agent.port", port)
                .property("ioreq.agent.tls.certificate", tls.certificate())
                .property("ioreq.agent.tls.key", tls.key())
                .property("ioreq.agent.tls.ca", tls.authority())
                .property("quarkus.http.host", "127.0.0.1")
                .property("quarkus.http.port", httpPort);
        if (place.emulatorUid().isPresent()) {
            command = command.property(
                    "ioreq.agent.emulator-uids", place.emulatorUid().getAsInt());
        }
        return place.launcher().start("agent " + node.name(), command.program(program), node.log("agent"));
    }
}
