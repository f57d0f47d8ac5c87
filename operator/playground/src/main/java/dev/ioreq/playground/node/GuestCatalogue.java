package dev.ioreq.playground.node;

import dev.ioreq.hypervisor.simulated.GuestConfig;
import dev.ioreq.hypervisor.simulated.GuestFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The guests that {@code manifests/examples} declare servers for; the build puts their texts beside this class. */
public final class GuestCatalogue {
    private GuestCatalogue() {}

    /** All of them, in the order of the catalogue. */
    public static List<DeclaredGuest> guests() {
        return text("catalogue.txt")
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(GuestCatalogue::guest)
                .toList();
    }

    private static DeclaredGuest guest(String line) {
        String[] columns = line.trim().split(" +");
        GuestConfig guest = GuestFile.parse(columns[1], text(columns[1] + ".guest"));
        return new DeclaredGuest(columns[0], guest.name(), guest.type(), guest.vcpus(), guest.program());
    }

    private static String text(String name) {
        try (InputStream resource = GuestCatalogue.class.getResourceAsStream("guests/" + name)) {
            if (resource == null) {
                throw new IllegalStateException("guests/" + name + " is not among the playground's resources");
            }
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
