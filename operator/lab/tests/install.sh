# shellcheck shell=bash
# The installation, as manifests/ says it, on a node with a simulated hypervisor: from nothing to guests' consoles, through the deaths of
# everybody involved, to nothing again.

manifests=$repository/manifests
console=web-1-console

test_install() {
    need all
    build_images
    local before
    before=$(left_on_the_node)

    install
    a_server_comes_to_life
    a_stranger_is_refused
    what_was_applied_stays_as_it_is
    an_emulator_dies
    the_agent_dies
    the_operator_dies
    the_kubelet_restarts
    the_api_server_dies
    note_down pods events ioreq xennodes
    uninstall

    check 'the node has no process, mount, socket, file or cgroup more than before' eventually 60 nothing_more_than "$before"
}

# With IOREQ_BUILT set, of what Maven has built already, as it stands.
build_images() {
    local image
    mvn -f "$repository/pom.xml" -B -ntp -Pimages -DskipTests ${IOREQ_BUILT:+-Dquarkus.build.skip=true} \
        -pl operator/images -am package >"$results/images.log" 2>&1 ||
        die "the images were not built; see $results/images.log"
    for image in "$repository"/operator/images/target/*.tar; do load "$image" 2>/dev/null; done
}

# Kubernetes 1.20 does not know all fields of the CRDs and drops them: kubectl must not object.
apply() {
    kubectl apply --validate=false "$@"
}

install() {
    local start=$EPOCHREALTIME
    check 'the namespace is made' apply -f "$manifests/base/namespace.yaml"
    check 'certificates are made' make_certificates
    check 'the overlay is applied' apply -k "$manifests/overlays/simulated"
    check 'the examples are applied' eventually 60 apply -k "$manifests/examples"
    check 'the first server is Ready' kubectl -n demo wait --for=condition=Ready --timeout=300s "ioreq/$console"
    say "from nothing to the first Ready server: $(seconds_since "$start")"
    check 'all servers are Ready' kubectl -n demo wait --for=condition=Ready --timeout=300s --all ioreq
    say "to all of them: $(seconds_since "$start")"
    check 'the operator is available' kubectl -n ioreq-system wait --for=condition=Available --timeout=60s deployment/ioreq-operator
}

make_certificates() {
    sh "$manifests/certificates.sh" | kubectl apply -f -
}

a_server_comes_to_life() {
    check "the guest's console is in the emulator's log" eventually 30 console_says 'started the web server on port 80'
    check 'the emulator runs without privileges' unprivileged
    check 'a command can be run beside the emulator' kubectl -n demo exec "$console-emulator" -- java -version
    says 'the emulator cannot see devices, nor other servers' handover.sock in_machine ls "$(handover_target)"
}

# As the kernel has it: not root, no capability, none to be had, system calls filtered, and nothing to write to but volumes.
unprivileged() {
    local pid field
    pid=$(emulator_process)
    for field in Uid=65532 CapEff=0000000000000000 CapBnd=0000000000000000 NoNewPrivs=1 Seccomp=2; do
        in_machine grep -P "^${field%=*}:\t${field#*=}(\t|$)" "/proc/$pid/status" || { echo "not $field" && return 1; }
    done
    in_machine awk '$2 == "/" { print $4 }' "/proc/$pid/mounts" | grep -E '^ro,'
}

a_stranger_is_refused() {
    local key
    key=$(kubectl -n demo get ioreq "$console" -o jsonpath='{.metadata.uid}')
    sed "s/KEY/$key/" "$lab/tests/stranger.yaml" | kubectl apply -f - >/dev/null
    check "a stranger's pod gets no handover, and an Event says why" eventually 60 refused_with_an_event
    says 'it has not started' Pending kubectl -n demo get pod stranger -o jsonpath='{.status.phase}'
    kubectl -n demo get events --field-selector involvedObject.name=stranger,reason=FailedMount \
        -o jsonpath='{.items[0].message}' >"$results/refusal.txt"
    check 'the stranger goes' kubectl -n demo delete --timeout=60s pod stranger
    check 'the server has not noticed' kubectl -n demo wait --for=condition=Ready --timeout=1s "ioreq/$console"
}

refused_with_an_event() {
    kubectl -n demo get events --field-selector involvedObject.name=stranger,reason=FailedMount -o jsonpath='{.items[*].message}' |
        grep -E 'PermissionDenied.*stranger'
}

what_was_applied_stays_as_it_is() {
    local versions
    check 'nothing differs from what was applied' kubectl diff -k "$manifests/overlays/simulated"
    check 'nothing differs from the examples' kubectl diff -k "$manifests/examples"
    versions=$(server_versions)
    check 'the examples, given again, change nothing' unchanged -k "$manifests/examples"
    says 'no server has a new version' "$versions" server_versions
    says 'nobody but kubectl owns anything of a server but its finalizer and status' '' owned_by_others
}

an_emulator_dies() {
    local pid restarts lines
    pid=$(emulator_process)
    restarts=$(restarts_of_emulator)
    lines=$(console_lines)
    in_machine kill -KILL "$pid"
    check 'a killed emulator is started again' eventually 60 emulator_restarted "$restarts"
    check 'its server is Ready again' eventually 60 attached
    check 'the guest goes on talking' eventually 30 more_lines_than 0
    [ "$lines" -gt 0 ] || fail 'the console said nothing before'
}

# First its process, then its whole pod; each time the emulator must be the same process as before.
the_agent_dies() {
    local pod emulator lines
    emulator=$(emulator_process)/$(restarts_of_emulator)
    pod=$(pod_of ioreq-agent)
    in_machine kill -KILL "$(java_of ioreq-system "$pod")"
    check 'a killed agent is started again' eventually 120 ready_after_restart "$pod"
    check 'it adopts all servers' kubectl -n demo wait --for=condition=Ready --timeout=120s --all ioreq

    check "the agent's pod is deleted" kubectl -n ioreq-system delete --timeout=60s pod "$pod"
    lines=$(console_lines)
    check 'the emulator serves on without it' eventually 30 more_lines_than "$lines"
    check 'another agent comes' eventually 120 another_pod_than ioreq-agent "$pod"
    check 'it adopts all servers as well' kubectl -n demo wait --for=condition=Ready --timeout=120s --all ioreq
    equal 'the emulator is the same process' "$emulator" "$(emulator_process)/$(restarts_of_emulator)"
    lines=$(console_lines)
    check 'the guest goes on talking' eventually 30 more_lines_than "$lines"
}

the_operator_dies() {
    local pod versions
    pod=$(pod_of ioreq-operator)
    versions=$(server_versions)
    check "the operator's pod is deleted" kubectl -n ioreq-system delete --grace-period=0 --force --timeout=60s pod "$pod"
    check 'another operator comes' eventually 120 another_pod_than ioreq-operator "$pod"
    check 'it leads' eventually 120 leads ioreq-operator
    says 'it has written nothing' "$versions" server_versions
}

# An agent that the kubelet has forgotten cannot give a handover to a new pod.
the_kubelet_restarts() {
    stop kubelet TERM
    start_kubelet
    a_new_emulator_comes 'after a restart of the kubelet'
}

the_api_server_dies() {
    local versions
    versions=$(server_versions)
    stop kube-apiserver KILL
    start_api_server
    check 'all servers are Ready after the death of the API server' eventually 120 kubectl -n demo wait --for=condition=Ready --timeout=1s --all ioreq
    says 'nobody has written anything' "$versions" server_versions
    a_new_emulator_comes 'after the death of the API server'
}

# a_new_emulator_comes WHEN: in place of the one whose pod is deleted
a_new_emulator_comes() {
    local uid lines
    uid=$(kubectl -n demo get pod "$console-emulator" -o jsonpath='{.metadata.uid}')
    check "an emulator's pod is deleted $1" kubectl -n demo delete --timeout=60s pod "$console-emulator"
    check "another one comes $1" eventually 120 another_emulator_than "$uid"
    lines=$(console_lines)
    check "the guest talks to it $1" eventually 30 more_lines_than "$lines"
}

uninstall() {
    check 'the examples are deleted' kubectl delete --timeout=120s -k "$manifests/examples"
    says 'no emulator is left' '' kubectl get pods -A -l ioreq.dev/server -o name
    check 'the rest is deleted' kubectl delete --timeout=120s -k "$manifests/overlays/simulated"
    check 'no pod is left' eventually 60 no_pods
}

# --- what is asked of the cluster

pod_of() {
    kubectl -n ioreq-system get pods -l "app.kubernetes.io/name=$1" --field-selector status.phase=Running \
        -o jsonpath='{.items[0].metadata.name}'
}

another_pod_than() {
    local pod
    pod=$(pod_of "$1") && [ -n "$pod" ] && [ "$pod" != "$2" ] && kubectl -n ioreq-system wait --for=condition=Ready --timeout=1s "pod/$pod"
}

ready_after_restart() {
    [ "$(kubectl -n ioreq-system get pod "$1" -o jsonpath='{.status.containerStatuses[0].restartCount}')" -gt 0 ] &&
        kubectl -n ioreq-system wait --for=condition=Ready --timeout=1s "pod/$1"
}

leads() {
    local holder pod
    holder=$(kubectl -n ioreq-system get lease "$1" -o jsonpath='{.spec.holderIdentity}') && pod=$(pod_of "$1") &&
        [ -n "$holder" ] && [ "$holder" = "$pod" ]
}

server_versions() {
    kubectl get ioreq -A -o jsonpath='{range .items[*]}{.metadata.name}={.metadata.resourceVersion}{"\n"}{end}'
}

# What others than kubectl own of a server but finalizers and status. (1.20 does not tell the owners of these two apart.)
owned_by_others() {
    local fields
    fields=$(kubectl -n demo get ioreq "$console" --show-managed-fields \
        -o jsonpath='{range .metadata.managedFields[?(@.manager!="kubectl-client-side-apply")]}{.fieldsV1}{"\n"}{end}') || return 1
    [ -n "$fields" ] || { echo 'nobody but kubectl owns anything at all' && return 1; }
    grep -oE '"f:(annotations|labels|ownerReferences|spec)"' <<<"$fields" || [ $? = 1 ]
}

no_pods() {
    local pods
    pods=$(kubectl get pods -A -o name) && [ -z "$pods" ]
}

# --- what is asked of the emulator

restarts_of_emulator() {
    kubectl -n demo get pod "$console-emulator" -o jsonpath='{.status.containerStatuses[0].restartCount}'
}

another_emulator_than() {
    local uid
    uid=$(kubectl -n demo get pod "$console-emulator" -o jsonpath='{.metadata.uid}') &&
        [ -n "$uid" ] && [ "$uid" != "$1" ] && attached
}

emulator_restarted() {
    [ "$(restarts_of_emulator)" -gt "$1" ]
}

attached() {
    kubectl -n demo wait --for=condition=EmulatorAttached --timeout=1s "ioreq/$console" &&
        kubectl -n demo wait --for=condition=Ready --timeout=1s "ioreq/$console"
}

console_says() {
    kubectl -n demo logs "$console-emulator" | grep -F "$1"
}

console_lines() {
    kubectl -n demo logs "$console-emulator" | wc -l
}

more_lines_than() {
    [ "$(console_lines)" -gt "$1" ]
}

emulator_process() {
    java_of demo "$console-emulator"
}

# java_of NAMESPACE POD: the process on the node, the one of that name in the pod's cgroups
java_of() {
    local uid pid
    uid=$(kubectl -n "$1" get pod "$2" -o jsonpath='{.metadata.uid}')
    in_machine pgrep -x java | while read -r pid; do
        if in_machine grep -q "pod$uid" "/proc/$pid/cgroup"; then echo "$pid"; fi
    done
}

handover_target() {
    local uid
    uid=$(kubectl -n demo get pod "$console-emulator" -o jsonpath='{.metadata.uid}')
    echo "/var/lib/kubelet/pods/$uid/volumes/kubernetes.io~csi/handover/mount"
}

# --- what is asked of the node

# A line for each thing: programs, mounts of pods, sockets and files of ours, cgroups of pods. It fails if it cannot look: what was not
# seen may be there.
left_on_the_node() {
    in_machine ps -e -o comm= | sort -u | sed 's/^/process /' | matching -vE ' (nsenter|env|ps|sort|bash|sleep)$' || return 1
    in_machine cat /proc/self/mounts | awk '{ print "mount " $2 }' | matching -E '/var/lib/kubelet|/run/(containerd|netns|ioreq)' || return 1
    found_in_machine /run/ioreq /run/netns /var/lib/ioreq /var/lib/kubelet/plugins /var/lib/kubelet/plugins_registry /var/lib/kubelet/pods \
        /var/lib/cni /var/log/pods /var/log/containers -- ! -type d | matching -v '/last_reserved_ip\|/lock$' | sed 's/^/file /' || return 1
    found_in_machine /var/lib/kubelet/pods /var/log/pods -- -mindepth 1 -maxdepth 1 | sed 's/^/directory /' || return 1
    cgroups_of_pods || return 1
    in_machine ip -br link show type veth | awk '{ print "link " $1 }'
}

cgroups_of_pods() {
    local tree
    for tree in $(cgroup_trees); do
        find "$tree/$cgroup" -ignore_readdir_race -type d -name 'pod*' | matching -E '/pod[0-9a-f]{8}-' | sed 's/^/cgroup /' || return 1
    done
}

# matching ARGUMENT...: of grep, for which it is a failure to find nothing
matching() {
    grep "$@" || [ $? = 1 ]
}

# found_in_machine DIRECTORY... -- TEST...: what find finds in those that are there
found_in_machine() {
    # shellcheck disable=SC2016 # the machine's shell is to see these variables
    in_machine bash -c '
        places=()
        while [ "$1" != -- ]; do
            [ ! -e "$1" ] || places+=("$1")
            shift
        done
        shift
        [ ${#places[@]} = 0 ] || find "${places[@]}" -ignore_readdir_race "$@"' found "$@"
}

nothing_more_than() {
    local left more
    left=$(left_on_the_node) || return 1
    more=$(comm -13 <(sort <<<"$1") <(sort <<<"$left"))
    [ -z "$more" ] || { echo "$more" && return 1; }
}

# note_down KIND...: what the cluster has, for who has to find out
note_down() {
    local kind
    # If the cluster does not answer, that is what is noted down.
    for kind in "$@"; do kubectl get "$kind" -A -o wide >"$results/$kind.txt" 2>&1 || true; done
}
