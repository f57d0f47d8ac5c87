package dev.ioreq.playground.node;

import dev.ioreq.hypervisor.DomainType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The guests that {@code manifests/examples} declare servers for; they stand as text beside this class. */
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
        return new DeclaredGuest(
                columns[0],
                columns[1],
                DomainType.valueOf(columns[2]),
                Integer.parseInt(columns[3]),
                text(columns[1] + ".guest"));
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
