package dev.ioreq.playground.apiserver.cel;

import static dev.cel.common.CelFunctionDecl.newFunctionDeclaration;
import static dev.cel.common.CelOverloadDecl.newGlobalOverload;
import static dev.cel.common.CelOverloadDecl.newMemberOverload;

import com.google.re2j.Pattern;
import dev.cel.bundle.CelBuilder;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelFunctionBinding;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/** The functions Kubernetes adds to CEL (k8s.io/apiserver/pkg/cel/library): lists, regex and URLs. */
final class KubernetesFunctions {
    private static final ListType LIST = ListType.create(SimpleType.DYN);

    private KubernetesFunctions() {}

    static CelBuilder addTo(CelBuilder cel) {
        lists(cel);
        regex(cel);
        urls(cel);
        return cel;
    }

    private static void lists(CelBuilder cel) {
        cel.addFunctionDeclarations(
                newFunctionDeclaration("isSorted", newMemberOverload("list_isSorted", SimpleType.BOOL, LIST)),
                newFunctionDeclaration("sum", newMemberOverload("list_sum", SimpleType.DYN, LIST)),
                newFunctionDeclaration("min", newMemberOverload("list_min", SimpleType.DYN, LIST)),
                newFunctionDeclaration("max", newMemberOverload("list_max", SimpleType.DYN, LIST)),
                newFunctionDeclaration(
                        "indexOf", newMemberOverload("list_indexOf", SimpleType.INT, LIST, SimpleType.DYN)),
                newFunctionDeclaration(
                        "lastIndexOf", newMemberOverload("list_lastIndexOf", SimpleType.INT, LIST, SimpleType.DYN)));
        cel.addFunctionBindings(
                CelFunctionBinding.from("list_isSorted", List.class, KubernetesFunctions::isSorted),
                CelFunctionBinding.from("list_sum", List.class, KubernetesFunctions::sum),
                CelFunctionBinding.from(
                        "list_min", List.class, list -> sorted(list).get(0)),
                CelFunctionBinding.from(
                        "list_max", List.class, list -> sorted(list).get(list.size() - 1)),
                CelFunctionBinding.from(
                        "list_indexOf", List.class, Object.class, (list, item) -> (long) list.indexOf(item)),
                CelFunctionBinding.from(
                        "list_lastIndexOf", List.class, Object.class, (list, item) -> (long) list.lastIndexOf(item)));
    }

    private static void regex(CelBuilder cel) {
        var texts = ListType.create(SimpleType.STRING);
        cel.addFunctionDeclarations(
                newFunctionDeclaration(
                        "find",
                        newMemberOverload("string_find", SimpleType.STRING, SimpleType.STRING, SimpleType.STRING)),
                newFunctionDeclaration(
                        "findAll",
                        newMemberOverload("string_findAll", texts, SimpleType.STRING, SimpleType.STRING),
                        newMemberOverload(
                                "string_findAll_limit", texts, SimpleType.STRING, SimpleType.STRING, SimpleType.INT)));
        cel.addFunctionBindings(
                CelFunctionBinding.from("string_find", String.class, String.class, (text, regex) -> {
                    var found = findAll(text, regex, 1);
                    return found.isEmpty() ? "" : found.get(0);
                }),
                CelFunctionBinding.from(
                        "string_findAll", String.class, String.class, (text, regex) -> findAll(text, regex, -1)),
                CelFunctionBinding.from(
                        "string_findAll_limit",
                        List.of(String.class, String.class, Long.class),
                        arguments -> findAll((String) arguments[0], (String) arguments[1], (Long) arguments[2])));
    }

    private static void urls(CelBuilder cel) {
        cel.addFunctionDeclarations(
                newFunctionDeclaration("url", newGlobalOverload("string_to_url", SimpleType.DYN, SimpleType.STRING)),
                newFunctionDeclaration("isURL", newGlobalOverload("is_url", SimpleType.BOOL, SimpleType.STRING)));
        cel.addFunctionBindings(
                CelFunctionBinding.from("string_to_url", String.class, KubernetesFunctions::url),
                CelFunctionBinding.from("is_url", String.class, KubernetesFunctions::isUrl));
        part(cel, "getScheme", URI::getScheme);
        part(cel, "getHost", URI::getRawAuthority);
        part(cel, "getHostname", URI::getHost);
        part(cel, "getPort", url -> url.getPort() < 0 ? "" : Integer.toString(url.getPort()));
        part(cel, "getEscapedPath", URI::getRawPath);
    }

    private static void part(CelBuilder cel, String name, Function<URI, String> part) {
        cel.addFunctionDeclarations(
                newFunctionDeclaration(name, newMemberOverload("url_" + name, SimpleType.STRING, SimpleType.DYN)));
        cel.addFunctionBindings(CelFunctionBinding.from("url_" + name, URI.class, url -> {
            String text = part.apply(url);
            return text == null ? "" : text;
        }));
    }

    private static URI url(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("URL parse error during conversion from string: " + e.getMessage(), e);
        }
    }

    private static boolean isUrl(String text) {
        try {
            return new URI(text).isAbsolute() || text.startsWith("/");
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static List<String> findAll(String text, String regex, long limit) {
        var matcher = Pattern.compile(regex).matcher(text);
        var found = new ArrayList<String>();
        while ((limit < 0 || found.size() < limit) && matcher.find()) {
            found.add(matcher.group());
        }
        return found;
    }

    private static boolean isSorted(List<?> list) {
        return list.isEmpty() || list.equals(sorted(list));
    }

    private static List<Object> sorted(List<?> list) {
        if (list.isEmpty()) {
            throw new IllegalArgumentException("min or max called on an empty list");
        }
        var sorted = new ArrayList<Object>(list);
        sorted.sort(KubernetesFunctions.natural());
        return sorted;
    }

    @SuppressWarnings("unchecked") // CEL's orderable types are Comparable to their own kind, which is all a list holds
    private static Comparator<Object> natural() {
        return (one, other) -> ((Comparable<Object>) one).compareTo(other);
    }

    private static Object sum(List<?> list) {
        boolean fractions = list.stream().anyMatch(Double.class::isInstance);
        if (fractions) {
            return list.stream()
                    .mapToDouble(item -> ((Number) item).doubleValue())
                    .sum();
        }
        return list.stream().mapToLong(item -> ((Number) item).longValue()).sum();
    }
}
