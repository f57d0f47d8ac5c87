# shellcheck shell=bash
# The admission policy of manifests/components/admission, as the admission plugin of a current API server sees it: no server is needed.

test_policy() {
    local operator=system:serviceaccount:ioreq-system:ioreq-operator pod
    build
    for pod in forged stranger; do
        check "the operator may make a pod like $pod.yaml" admitted "$operator" "$lab/tests/$pod.yaml"
        check "a person may not make $pod.yaml, and is told what to do instead" refused jane "$lab/tests/$pod.yaml"
        check "nor may an account of the operator's name in another namespace" refused \
            system:serviceaccount:demo:ioreq-operator "$lab/tests/$pod.yaml"
        check "nor the node's own agent" refused system:serviceaccount:ioreq-system:ioreq-agent "$lab/tests/$pod.yaml"
    done
    sed 's/driver: handover.ioreq.dev/driver: other.example.org/' "$lab/tests/stranger.yaml" >"$results/other.yaml"
    check "a pod with another driver's volume is nobody's business" admitted jane "$results/other.yaml"
    sed '/volumeMounts/d; /volumes:/,$d' "$lab/tests/stranger.yaml" >"$results/plain.yaml"
    check 'nor is one without volumes' admitted jane "$results/plain.yaml"
}

# asked USER POD: what the policy says; the status is 0, or 1 if it refuses
asked() {
    "$crds/bin/policy" --policies "$manifests/components/admission/handover-policy.yaml" --as "$1" "$2"
}

admitted() {
    local said
    said=$(asked "$@") || { echo "$said" && return 1; }
    [ "$said" = admitted ]
}

refused() {
    local said status=0
    said=$(asked "$@") || status=$?
    echo "$status: $said"
    [ "$status" = 1 ] && grep -q 'denied request: spec.volumes: .* declare an IoreqServer' <<<"$said"
}
