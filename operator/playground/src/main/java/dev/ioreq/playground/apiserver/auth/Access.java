package dev.ioreq.playground.apiserver.auth;

import dev.ioreq.playground.apiserver.write.Target;

/** Where every request passes: it is counted, and refused when the authorizer says so. */
public final class Access {
    private final Authorizer authorizer;
    private final RequestLog log;

    public Access(Authorizer authorizer, RequestLog log) {
        this.authorizer = authorizer;
        this.log = log;
    }

    /**
     * Lets a request pass.
     *
     * @param verb of RBAC, or {@code apply} for a server-side apply
     * @throws dev.ioreq.playground.apiserver.resource.ApiException 403
     */
    public void check(User user, String verb, Target target) {
        log.record(new RequestLog.Asked(
                user.name(), verb, target.type().groupResource().toString(), target.subresource()));
        var attributes = new Authorizer.Attributes(
                verb.equals("apply") ? "patch" : verb,
                target.type().groupVersion().group(),
                target.type().names().plural(),
                target.subresource(),
                target.namespace(),
                target.name());
        if (!authorizer.allows(user, attributes)) {
            throw attributes.refused(user);
        }
    }

    public Authorizer authorizer() {
        return authorizer;
    }
}
