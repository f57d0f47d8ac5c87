package dev.ioreq.playground.apiserver.resource;

/**
 * A column of {@code kubectl get}, as a CRD declares it.
 *
 * @param type string, integer, number, boolean or date (shown as an age)
 * @param priority 0 is shown always, more only with {@code -o wide}
 */
public record PrinterColumn(
        String name, String type, String format, String description, String jsonPath, int priority) {}
