package dev.ioreq.images;

import com.google.cloud.tools.jib.api.CacheDirectoryCreationException;
import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.JibContainer;
import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.RegistryException;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;
import com.google.cloud.tools.jib.api.buildplan.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ExecutionException;

/**
 * Writes an image as an archive of Docker's form ({@code docker load}, {@code ctr images import}). All files are root's, of one time, and
 * sorted: the same input gives the same digest.
 */
final class ImageArchive {

    private static final Instant TIME = Instant.EPOCH.plusSeconds(1);

    /** World-writable: a container's user may be anyone; manifests make the root read-only and mount what is needed. */
    private static final FilePermissions TEMPORARY = FilePermissions.fromOctalString("777");

    private static final FilePermissions PROGRAM = FilePermissions.fromOctalString("755");
    private static final FilePermissions PLAIN = FilePermissions.fromOctalString("644");

    private final Path context;
    private final Architecture architecture;
    private final Path cache;

    /**
     * @param context where the directories are that Containerfiles copy
     * @param cache for the layers' archives
     */
    ImageArchive(Path context, Architecture architecture, Path cache) {
        this.context = context;
        this.architecture = architecture;
        this.cache = cache;
    }

    /** The image's id: the digest of its configuration, and by that of everything in it. */
    String write(String reference, Containerfile file, Path archive) throws IOException, InterruptedException {
        try {
            JibContainerBuilder image = Jib.fromScratch()
                    .setPlatforms(Set.of(new Platform(architecture.imageName(), "linux")))
                    .setCreationTime(TIME)
                    .setEnvironment(file.environment())
                    .setLabels(file.labels())
                    .setUser(file.user())
                    .setWorkingDirectory(AbsoluteUnixPath.get(file.directory()))
                    .setEntrypoint(file.entrypoint());
            for (Containerfile.Layer layer : file.layers()) {
                image.addFileEntriesLayer(entries(layer));
            }
            JibContainer written =
                    image.containerize(Containerizer.to(TarImage.at(archive).named("docker.io/library/" + reference))
                            .setBaseImageLayersCache(cache.resolve("base"))
                            .setApplicationLayersCache(cache.resolve("layers"))
                            .setOfflineMode(true));
            return written.getImageId().toString();
        } catch (InvalidImageReferenceException
                | RegistryException
                | CacheDirectoryCreationException
                | ExecutionException e) {
            throw new IOException("the image " + reference + " cannot be written to " + archive + ": " + e, e);
        }
    }

    private FileEntriesLayer entries(Containerfile.Layer layer) throws IOException {
        Path source = context.resolve(layer.source());
        var entries = FileEntriesLayer.builder().setName(layer.source());
        for (Path path : Trees.walk(source)) {
            if (path.equals(source)) {
                continue;
            }
            String relative = source.relativize(path).toString();
            entries.addEntry(path, AbsoluteUnixPath.get(layer.target() + relative), permissions(path), TIME, "0:0");
        }
        return entries.build();
    }

    private static FilePermissions permissions(Path path) {
        if (path.endsWith("tmp")) {
            return TEMPORARY;
        }
        return Files.isDirectory(path) || Files.isExecutable(path) ? PROGRAM : PLAIN;
    }
}
