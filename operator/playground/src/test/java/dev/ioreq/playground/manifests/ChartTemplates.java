package dev.ioreq.playground.manifests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The chart's templates: the files of base and components, with values in place of what an installation may want otherwise. */
final class ChartTemplates {
    static final Path CHART = Manifests.ROOT.resolve("chart");

    /**
     * A file that becomes a template.
     *
     * @param path below {@code manifests/}
     * @param onlyIf the value that switches it on; empty for always
     * @param values what is written instead of which text; each text must be there
     */
    private record Source(String path, String onlyIf, Map<String, String> values) {
        Source(String path) {
            this(path, "", Map.of());
        }

        Source(String path, String onlyIf) {
            this(path, onlyIf, Map.of());
        }
    }

    private static final List<Source> SOURCES = List.of(
            new Source("base/namespace.yaml", "namespace.create"),
            new Source("base/priority-class.yaml"),
            new Source("base/operator-rbac.yaml"),
            new Source(
                    "base/operator-deployment.yaml",
                    "",
                    Map.of(
                            "image: ioreq-operator:0.1.0", "image: {{ .Values.operator.image | quote }}",
                            "replicas: 2", "replicas: {{ .Values.operator.replicas }}")),
            new Source("base/operator-disruption-budget.yaml"),
            new Source(
                    "base/agent-daemonset.yaml",
                    "",
                    Map.of(
                            "image: ioreq-agent:0.1.0", "image: {{ .Values.agent.image | quote }}",
                            "value: \"65532\"", "value: {{ .Values.agent.emulatorUids | quote }}")),
            new Source("base/csi-driver.yaml"),
            new Source("base/network-policies.yaml"),
            new Source("base/user-roles.yaml"),
            new Source("components/admission/handover-policy.yaml", "admission.enabled"),
            new Source("components/cert-manager/certificates.yaml", "certManager.enabled"),
            new Source("components/monitoring/pod-monitors.yaml", "monitoring.enabled"),
            new Source("components/monitoring/alerts.yaml", "monitoring.enabled"),
            new Source("components/monitoring/dashboard.yaml", "monitoring.enabled"),
            new Source(
                    "components/monitoring/network-policy.yaml",
                    "monitoring.enabled",
                    Map.of("metadata.name: monitoring", "metadata.name: {{ .Values.monitoring.namespace }}")));

    private ChartTemplates() {}

    /** The templates' texts by their file names. */
    static Map<String, String> made() throws IOException {
        var made = new TreeMap<String, String>();
        for (Source source : SOURCES) {
            made.put(Path.of(source.path()).getFileName().toString(), template(source));
        }
        return made;
    }

    /** The templates' texts by their file names, as the chart has them. */
    static Map<String, String> present() throws IOException {
        var present = new TreeMap<String, String>();
        try (var files = Files.list(CHART.resolve("templates"))) {
            for (Path file : files.toList()) {
                present.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        return present;
    }

    private static String template(Source source) throws IOException {
        // Prometheus and Grafana have braces of their own.
        String text = Files.readString(Manifests.ROOT.resolve(source.path())).replace("{{", "{{ \"{{\" }}");
        for (var value : source.values().entrySet()) {
            if (!text.contains(value.getKey())) {
                throw new IllegalStateException(
                        "manifests/%s no longer has '%s', which a value of the chart stands for: correct %s"
                                .formatted(source.path(), value.getKey(), ChartTemplates.class.getSimpleName()));
            }
            text = text.replace(value.getKey(), value.getValue());
        }
        text = text.replace("ioreq-system", "{{ .Release.Namespace }}");
        String header =
                "{{- /* Made of manifests/%s: change that, then mvn -pl operator/playground -am test -Dtest=ChartTest -Dchart.write=true */ -}}\n"
                        .formatted(source.path());
        return source.onlyIf().isEmpty()
                ? header + text
                : header + "{{- if .Values." + source.onlyIf() + " }}\n" + text + "{{- end }}\n";
    }
}
