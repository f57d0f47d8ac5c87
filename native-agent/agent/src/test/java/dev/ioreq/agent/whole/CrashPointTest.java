package dev.ioreq.agent.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ioreq.agent.SampleDeclarations;
import dev.ioreq.agent.declaration.LostAction;
import dev.ioreq.agent.supervisor.ServerPhase;
import dev.ioreq.agent.whole.CrashingHypervisor.When;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The agent dies before and after each of the calls that bring a server to life, or to its end. */
class CrashPointTest {

    @TempDir
    Path directory;

    private TestHost host;

    @BeforeAll
    static void letAgentsDie() {
        Awaitility.doNotCatchUncaughtExceptionsByDefault();
    }

    @AfterAll
    static void letNobodyElseDie() {
        Awaitility.reset();
    }

    @BeforeEach
    void boot() {
        host = new TestHost(directory);
        host.startReader("guest");
        host.killAgent();
    }

    @AfterEach
    void shutDown() {
        host.close();
    }

    @ParameterizedTest(name = "{0} call {1}")
    @MethodSource("deathsInLife")
    void aServerComesToLifeOnceWhereverTheAgentDied(When when, int call) throws Exception {
        CrashingHypervisor dying = CrashingHypervisor.at(host.xen().asHypervisor(0), when, call);
        host.startAgent(dying.port());
        host.declare(SampleDeclarations.losing(SampleDeclarations.serial("a", "guest"), 0, LostAction.FENCE));
        ScriptedEmulator first = null;
        if (call > 4) {
            first = host.emulator("a").attach().serve(ScriptedEmulator.Stop.NEVER);
        }
        await().until(dying::hasCrashed);
        kill(dying);
        if (first != null) {
            first.dies();
        }
        host.startAgent();
        host.emulator("a").attach().serve(ScriptedEmulator.Stop.NEVER);
        host.awaitPhase("a", ServerPhase.SERVING);
        host.awaitReads("guest", ScriptedEmulator.VALUE, 3);
        assertThat(host.servers("guest")).hasSize(1);
    }

    static Stream<Arguments> deathsInLife() {
        // create, acquire, enable, open event channels, (offered:) map
        return deaths(1, 2, 3, 4, 6);
    }

    @ParameterizedTest(name = "{0} call {1}")
    @MethodSource("deathsAtTheEnd")
    void aReleasedServerIsGoneWhereverTheAgentDied(When when, int call) throws Exception {
        CrashingHypervisor dying = CrashingHypervisor.at(host.xen().asHypervisor(0), when, 6 + call);
        host.startAgent(dying.port());
        ScriptedEmulator emulator =
                host.serving(SampleDeclarations.losing(SampleDeclarations.serial("a", "guest"), 0, LostAction.FENCE));
        host.agent().supervisors().release("a");
        await().until(dying::hasCrashed);
        kill(dying);
        emulator.dies();
        host.startAgent();
        host.awaitGone("a");
        assertThat(host.servers("guest")).isEmpty();
        host.awaitReads("guest", 0xff, 0);
        await().until(() -> !host.isBlocked("guest"));
    }

    static Stream<Arguments> deathsAtTheEnd() {
        // unmap, disable, destroy
        return deaths(1, 2, 3);
    }

    private void kill(CrashingHypervisor dying) throws Exception {
        host.killAgent();
        dying.closeEverything();
    }

    private static Stream<Arguments> deaths(int... calls) {
        return Stream.of(When.values())
                .flatMap(when -> Arrays.stream(calls).mapToObj(call -> Arguments.of(when, call)));
    }
}
