package dev.ioreq.operator.ioreqserver;

import dev.ioreq.crds.ioreqserver.IoreqServer;
import io.javaoperatorsdk.operator.processing.event.source.filter.OnUpdateFilter;
import java.util.Map;
import java.util.Objects;

/**
 * Which updates of an IoreqServer make us look: a new generation, a deletion, our finalizer, and the annotation that forces a release
 * (which makes no new generation). Our own status writes do not.
 */
final class DeclarationChanged implements OnUpdateFilter<IoreqServer> {

    @Override
    public boolean accept(IoreqServer after, IoreqServer before) {
        return !Objects.equals(
                        after.getMetadata().getGeneration(),
                        before.getMetadata().getGeneration())
                || after.isMarkedForDeletion() != before.isMarkedForDeletion()
                || !after.getMetadata()
                        .getFinalizers()
                        .equals(before.getMetadata().getFinalizers())
                || !Objects.equals(forceRelease(after), forceRelease(before));
    }

    private static String forceRelease(IoreqServer server) {
        Map<String, String> annotations = server.getMetadata().getAnnotations();
        return annotations == null ? null : annotations.get(ServerTeardown.FORCE_RELEASE);
    }
}
