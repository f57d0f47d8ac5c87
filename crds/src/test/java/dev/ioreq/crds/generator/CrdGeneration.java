package dev.ioreq.crds.generator;

import io.fabric8.crdv2.generator.CRDGenerator;
import io.fabric8.crdv2.generator.CRDGenerator.AbstractCRDOutput;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;

/** Type in, CRD out: Fabric8's generator and then {@link CrdRefinement} for what annotations cannot say. */
public final class CrdGeneration {

    private CrdGeneration() {}

    /** The complete CRD of a type. */
    public static CustomResourceDefinition crdOf(Class<? extends CustomResource<?, ?>> type) {
        String generated = generate(type);
        CustomResourceDefinition crd =
                new KubernetesSerialization().unmarshal(generated, CustomResourceDefinition.class);
        return new CrdRefinement(type).refine(crd);
    }

    private static String generate(Class<? extends CustomResource<?, ?>> type) {
        AtomicReference<ByteArrayOutputStream> written = new AtomicReference<>();
        try (AbstractCRDOutput<ByteArrayOutputStream> output = new AbstractCRDOutput<>() {
            @Override
            protected ByteArrayOutputStream createStreamFor(String name) {
                written.set(new ByteArrayOutputStream());
                return written.get();
            }
        }) {
            new CRDGenerator()
                    .customResourceClasses(type)
                    .forCRDVersions("v1")
                    .withParallelGenerationEnabled(false)
                    .withOutput(output)
                    .generate();
            return written.get().toString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
