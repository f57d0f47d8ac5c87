package dev.ioreq.images;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/**
 * An image as a container runtime sees it: read from its archive alone.
 *
 * @param entries of all layers, by absolute path; those of later layers win
 * @param config the "config" of its configuration
 */
record UnpackedImage(String reference, Map<String, Entry> entries, JsonNode config) {

    /** @param content null for a directory */
    record Entry(int mode, long uid, long gid, long seconds, byte[] content) {}

    static UnpackedImage read(Path archive) throws IOException {
        Map<String, byte[]> files = new HashMap<>();
        try (var tar = new TarArchiveInputStream(new BufferedInputStream(Files.newInputStream(archive)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                files.put(entry.getName(), tar.readAllBytes());
            }
        }
        var json = new ObjectMapper();
        JsonNode manifest = json.readTree(files.get("manifest.json")).get(0);
        Map<String, Entry> entries = new TreeMap<>();
        for (JsonNode layer : manifest.get("Layers")) {
            layer(new ByteArrayInputStream(files.get(layer.asText())), entries);
        }
        JsonNode config = json.readTree(files.get(manifest.get("Config").asText()));
        return new UnpackedImage(manifest.get("RepoTags").get(0).asText(), entries, config.get("config"));
    }

    private static void layer(InputStream gzip, Map<String, Entry> entries) throws IOException {
        try (var tar = new TarArchiveInputStream(new GzipCompressorInputStream(gzip))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                String path = "/" + entry.getName().replaceAll("/$", "");
                if (!entry.isDirectory() && !entry.isFile()) {
                    throw new IOException(path + ": expected files and directories only");
                }
                entries.put(
                        path,
                        new Entry(
                                entry.getMode() & 07777,
                                entry.getLongUserId(),
                                entry.getLongGroupId(),
                                entry.getLastModifiedTime().toInstant().getEpochSecond(),
                                entry.isDirectory() ? null : tar.readAllBytes()));
            }
        }
    }

    List<String> words(String key) {
        List<String> words = new ArrayList<>();
        config.get(key).forEach(word -> words.add(word.asText()));
        return words;
    }

    /** Makes the files; their owner is who does it. */
    void layOut(Path root) throws IOException {
        for (var each : entries.entrySet()) {
            Path path = root.resolve(each.getKey().substring(1));
            Entry entry = each.getValue();
            if (entry.content() == null) {
                Files.createDirectories(path);
            } else {
                Files.createDirectories(path.getParent());
                Files.write(path, entry.content());
            }
            Files.setPosixFilePermissions(path, permissions(entry.mode()));
        }
    }

    private static Set<PosixFilePermission> permissions(int mode) {
        var permissions = EnumSet.noneOf(PosixFilePermission.class);
        PosixFilePermission[] fromHighest = PosixFilePermission.values();
        for (int i = 0; i < fromHighest.length; i++) {
            if ((mode & 0400 >> i) != 0) {
                permissions.add(fromHighest[i]);
            }
        }
        return permissions;
    }
}
