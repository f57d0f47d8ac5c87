package dev.ioreq.playground.apiserver.discovery;

import dev.ioreq.playground.apiserver.resource.GroupVersion;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The kinds that are questions: they are created, answered and never stored. */
public final class Reviews {
    private static final GroupVersion AUTHORIZATION = new GroupVersion("authorization.k8s.io", "v1");
    private static final GroupVersion AUTHENTICATION = new GroupVersion("authentication.k8s.io", "v1");

    /** The versions that hold them; they hold nothing else. */
    public static final List<GroupVersion> VERSIONS = List.of(AUTHENTICATION, AUTHORIZATION);

    private static final Map<GroupVersion, Map<String, String>> KINDS = Map.of(
            AUTHORIZATION,
            new TreeMap<>(Map.of(
                    "selfsubjectaccessreviews", "SelfSubjectAccessReview",
                    "selfsubjectrulesreviews", "SelfSubjectRulesReview",
                    "subjectaccessreviews", "SubjectAccessReview",
                    "localsubjectaccessreviews", "LocalSubjectAccessReview")),
            AUTHENTICATION,
            new TreeMap<>(Map.of("tokenreviews", "TokenReview", "selfsubjectreviews", "SelfSubjectReview")));

    private Reviews() {}

    /** Plural to kind. */
    public static Map<String, String> resources(GroupVersion version) {
        return KINDS.getOrDefault(version, Map.of());
    }
}
