package dev.ioreq.playground.story;

import dev.ioreq.crds.ioreqserver.IoreqServer;
import dev.ioreq.crds.ioreqserver.IoreqServerSpec;
import dev.ioreq.crds.ioreqserver.LossPolicy;
import dev.ioreq.playground.launch.Pace;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Optional;

/** On a slow stage an emulator takes longer to come back: servers are declared with as much more patience. */
final class DeclaredPatience {
    private static final int USUAL_SECONDS = 10;
    private static final int MOST_SECONDS = 3600;

    private DeclaredPatience() {}

    /** The object as it is to be declared at this pace; on an ordinary machine just as it is. */
    static HasMetadata at(long factor, HasMetadata object) {
        if (factor == 1 || !(object instanceof IoreqServer server)) {
            return object;
        }
        IoreqServerSpec spec = server.getSpec();
        Optional<LossPolicy> declared = Optional.ofNullable(spec.whenEmulatorLost());
        int seconds = declared.map(LossPolicy::afterSeconds).orElse(USUAL_SECONDS);
        var patient = new LossPolicy(
                (int) Math.min(MOST_SECONDS, seconds * factor),
                declared.map(LossPolicy::action).orElse(null));
        server.setSpec(new IoreqServerSpec(
                spec.domain(),
                spec.nodeName(),
                spec.bufferedIo(),
                spec.ranges(),
                spec.emulator(),
                patient,
                spec.enabled()));
        return server;
    }

    /** At the pace of this run. */
    static HasMetadata of(HasMetadata object) {
        return at(Pace.factor(), object);
    }
}
