package dev.ioreq.playground.story;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The part of a {@code kustomization.yaml} that says which files belong to it. */
final class Kustomization {
    private static final YAMLMapper YAML = new YAMLMapper();

    private Kustomization() {}

    static List<String> resources(Path directory) throws IOException {
        JsonNode resources =
                YAML.readTree(directory.resolve("kustomization.yaml").toFile()).path("resources");
        var names = new ArrayList<String>();
        resources.forEach(name -> names.add(name.asText()));
        return names;
    }
}
