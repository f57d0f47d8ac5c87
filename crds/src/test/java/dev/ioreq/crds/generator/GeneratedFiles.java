package dev.ioreq.crds.generator;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Every file that is generated from the types. */
final class GeneratedFiles {

    /** The one command that writes all of them. */
    static final String COMMAND = "mvn -pl crds test -Dcrds.write=true";

    private GeneratedFiles() {}

    static List<GeneratedFile> all() {
        Path module = Path.of("").toAbsolutePath();
        List<GeneratedFile> files = new ArrayList<>();
        for (var type : ResourceTypes.ALL) {
            CustomResourceDefinition crd = CrdGeneration.crdOf(type);
            String plural = crd.getSpec().getNames().getPlural();
            files.add(new GeneratedFile(
                    module.resolveSibling("manifests/crds").resolve(plural + ".yaml"), CrdYaml.of(crd)));
            files.add(new GeneratedFile(
                    module.resolve("docs").resolve(crd.getSpec().getNames().getSingular() + ".md"),
                    ReferencePage.of(crd)));
        }
        return files;
    }
}
