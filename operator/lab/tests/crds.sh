# shellcheck shell=bash
# The resource types on a current API server: rules, refusals, defaults, apply, and every example.

test_crds() {
    local examples example
    need crds
    tell_stories 1.36 built-in-resources

    check 'the types are taken' kubectl apply --server-side -k "$repository/manifests/crds"
    check 'they are served' kubectl wait --for=condition=Established --timeout=60s \
        crd/ioreqservers.ioreq.dev crd/xennodes.ioreq.dev crd/domaingrants.ioreq.dev
    check 'the server finds nothing wrong with their rules' no_schema_complaints
    mapfile -t examples < <(find "$repository/manifests/examples" -name '*.yaml' ! -name 'kustomization.yaml' ! -name namespace.yaml | sort)
    for example in "${examples[@]}"; do
        check "$(basename "$example") is taken as it stands" kubectl apply --validate=strict -f "$example"
        check "$(basename "$example") given again is no change" unchanged -f "$example"
        check "$(basename "$example") differs in nothing from what is stored" kubectl diff -f "$example"
    done
    check 'kubectl explains a field' kubectl explain ioreqserver.spec.whenEmulatorLost.afterSeconds
    check 'servers are found by the field that may be selected' kubectl get ioreq -A --field-selector spec.nodeName=nowhere
    check 'the types go, with what was made of them' kubectl delete --timeout=60s -k "$repository/manifests/crds"
}

no_schema_complaints() {
    local complaints
    complaints=$(kubectl get crd -o jsonpath='{range .items[*]}{.status.conditions[?(@.type=="NonStructuralSchema")].message}{end}') || return 1
    [ -z "$complaints" ] || { echo "$complaints" && return 1; }
}

# unchanged ARGUMENT...: applying says of every object that it is as it was
unchanged() {
    local said
    said=$(kubectl apply "$@") && [ -n "$said" ] || return 1
    ! grep -v ' unchanged$' <<<"$said"
}
