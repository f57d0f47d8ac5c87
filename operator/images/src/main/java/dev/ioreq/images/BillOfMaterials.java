package dev.ioreq.images;

import com.github.packageurl.MalformedPackageURLException;
import com.github.packageurl.PackageURL;
import com.github.packageurl.PackageURLBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.cyclonedx.Version;
import org.cyclonedx.exception.GeneratorException;
import org.cyclonedx.generators.BomGeneratorFactory;
import org.cyclonedx.model.Bom;
import org.cyclonedx.model.Component.Type;
import org.cyclonedx.model.Hash;
import org.cyclonedx.model.Metadata;

/** What an image consists of, in CycloneDX's JSON (ECMA-424, 1.6). Without clock and serial number: the same image, the same text. */
final class BillOfMaterials {

    private BillOfMaterials() {}

    /** @param id the image's digest, sha256:... */
    static void write(Image image, String id, List<Component> components, Path file) throws IOException {
        var subject = new org.cyclonedx.model.Component();
        subject.setType(Type.CONTAINER);
        subject.setName("ioreq-" + image.name());
        subject.setVersion(image.version());
        subject.addHash(new Hash(Hash.Algorithm.SHA_256, id.substring("sha256:".length())));
        var metadata = new Metadata();
        metadata.setTimestamp(null);
        metadata.setComponent(subject);
        var bom = new Bom();
        bom.setMetadata(metadata);
        try {
            for (Component component : components.stream()
                    .distinct()
                    .sorted(Comparator.comparing(Component::toString))
                    .toList()) {
                bom.addComponent(entry(component));
            }
            Files.writeString(
                    file,
                    BomGeneratorFactory.createJson(Version.VERSION_16, bom).toJsonString() + "\n");
        } catch (GeneratorException | MalformedPackageURLException e) {
            throw new IOException("the bill of materials " + file + " cannot be written: " + e, e);
        }
    }

    private static org.cyclonedx.model.Component entry(Component component) throws MalformedPackageURLException {
        var entry = new org.cyclonedx.model.Component();
        entry.setType(component.kind() == Component.Kind.GENERIC ? Type.PLATFORM : Type.LIBRARY);
        if (!component.group().isEmpty()) {
            entry.setGroup(component.group());
        }
        entry.setName(component.name());
        entry.setVersion(component.version());
        String url = url(component).canonicalize();
        entry.setPurl(url);
        entry.setBomRef(url);
        component.sha256().ifPresent(sha256 -> entry.addHash(new Hash(Hash.Algorithm.SHA_256, sha256)));
        return entry;
    }

    private static PackageURL url(Component component) throws MalformedPackageURLException {
        PackageURLBuilder url = PackageURLBuilder.aPackageURL()
                .withType(component.kind().name().toLowerCase(Locale.ROOT))
                .withName(component.name())
                .withVersion(component.version());
        if (!component.group().isEmpty()) {
            url.withNamespace(component.group());
        }
        if (component.qualifier().isPresent()) {
            String[] qualifier = component.qualifier().get().split("=", 2);
            url.withQualifier(qualifier[0], qualifier[1]);
        }
        return url.build();
    }
}
