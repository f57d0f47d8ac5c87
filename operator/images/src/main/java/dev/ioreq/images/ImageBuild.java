package dev.ioreq.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Makes the project's images from what Maven has built: {@code ROOT OUTPUT VERSION JNA-VERSION}. */
public final class ImageBuild {

    private static final double MEBIBYTE = 1 << 20;

    private ImageBuild() {}

    /**
     * Writes {@code ioreq-<name>-<version>.tar} and {@code .cdx.json} to the output directory, and {@code context/} for those who build
     * with Docker. A line for each image tells its size and digest.
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length != 4) {
            throw new IllegalArgumentException(
                    List.of(arguments)
                            + ": expected the project's root directory, an output directory, the project's version and that of JNA");
        }
        Path root = Path.of(arguments[0]).toAbsolutePath().normalize();
        Path output = Path.of(arguments[1]).toAbsolutePath().normalize();
        for (Built built : build(root, output, arguments[2], arguments[3], DebianArchive.ofThisUser())) {
            System.out.printf(
                    "%-22s %5.1f MiB (%5.1f MiB unpacked)  %s%n",
                    built.image().reference(),
                    built.archiveBytes() / MEBIBYTE,
                    built.unpackedBytes() / MEBIBYTE,
                    built.id());
        }
    }

    /**
     * An image that was made.
     *
     * @param id the digest of its configuration
     */
    record Built(
            Image image,
            Containerfile file,
            Path archive,
            Path bill,
            String id,
            long archiveBytes,
            long unpackedBytes) {}

    static List<Built> build(Path root, Path output, String version, String jnaVersion, DebianArchive debian)
            throws IOException, InterruptedException {
        Architecture architecture = Architecture.ofThisJvm();
        Path context = output.resolve("context");
        Trees.delete(context);
        Files.createDirectories(context);
        Path work = Files.createTempDirectory(output, "packages-");
        try {
            var laying = new BuildContext(context, new SystemLayer(debian, architecture, work));
            var archives = new ImageArchive(context, architecture, output.resolve("layers"));
            var built = new ArrayList<Built>();
            for (Image image : Image.all(root, version, jnaVersion, architecture)) {
                List<Component> components = laying.lay(image);
                Containerfile file =
                        Containerfile.read(root.resolve("operator/images").resolve(image.name() + ".Containerfile"));
                Path archive = output.resolve(image.fileName() + ".tar");
                String id = archives.write(image.reference(), file, archive);
                Path bill = output.resolve(image.fileName() + ".cdx.json");
                BillOfMaterials.write(image, id, components, bill);
                built.add(new Built(image, file, archive, bill, id, Files.size(archive), unpacked(context, file)));
            }
            return built;
        } finally {
            Trees.delete(work);
        }
    }

    private static long unpacked(Path context, Containerfile file) throws IOException {
        long bytes = 0;
        for (Containerfile.Layer layer : file.layers()) {
            for (Path path : Trees.walk(context.resolve(layer.source()))) {
                bytes += Files.isRegularFile(path) ? Files.size(path) : 0;
            }
        }
        return bytes;
    }
}
