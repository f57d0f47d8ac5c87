package dev.ioreq.playground.scenario;

/** Declarations that scenarios vary. */
final class Declarations {
    private Declarations() {}

    /** Lets the namespace {@code demo} attach to the domains of this pattern. */
    static String grant(String pattern) {
        return """
                apiVersion: v1
                kind: Namespace
                metadata: {name: demo}
                ---
                apiVersion: ioreq.dev/v1alpha1
                kind: DomainGrant
                metadata: {name: scenario}
                spec: {namespaces: [demo], domains: [{name: "%s"}]}
                """
                .formatted(pattern);
    }

    /**
     * A server with one range named {@code device}.
     *
     * @param domain the selector, for example {@code {name: web-1}}
     * @param range the kind of range, for example {@code port: {first: "0x3f8", last: "0x3ff"}}
     * @param image of the emulator; its device is a UART
     */
    static String server(String name, String domain, String range, String image) {
        return """
                apiVersion: ioreq.dev/v1alpha1
                kind: IoreqServer
                metadata: {name: %s, namespace: demo}
                spec:
                  domain: %s
                  ranges:
                  - {name: device, %s}
                  emulator:
                    template:
                      spec:
                        containers:
                        - {name: emulator, image: "%s", args: [--device, device=uart16550]}
                """
                .formatted(name, domain, range, image);
    }

    /** A pod that nobody's operator made, with the volume of the server of this key. */
    static String podWithHandover(String name, String node, String key, String image) {
        return """
                apiVersion: v1
                kind: Pod
                metadata: {name: %s, namespace: demo}
                spec:
                  nodeName: %s
                  containers:
                  - name: emulator
                    image: "%s"
                    volumeMounts: [{name: handover, mountPath: /run/ioreq}]
                  volumes:
                  - name: handover
                    csi: {driver: handover.ioreq.dev, volumeAttributes: {ioreq.dev/key: "%s"}}
                """
                .formatted(name, node, image, key);
    }

    /** A range of 8 ports. */
    static String ports(int first) {
        return "port: {first: \"0x%x\", last: \"0x%x\"}".formatted(first, first + 7);
    }
}
