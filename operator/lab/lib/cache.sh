# shellcheck shell=bash
# Where things are kept: what was built, by a digest of what it is built from and shared by all checkouts; what runs, one
# directory each and this checkout's own.

cache=${XDG_CACHE_HOME:-$HOME/.cache}/ioreq-lab

# digest THING...: of the content of each thing that is a file of ours, of the text of any other
digest() {
    local thing
    for thing in "$@"; do
        if [ -f "$thing" ] && [[ $thing == "$lab"/* ]]; then cat "$thing"; else echo "$thing"; fi
    done | sha256sum | cut -c 1-12
}

name_artifacts() {
    local build=$lab/build
    kubernetes_packages=$cache/kube-packages-kubernetes-$(digest "$build/kubernetes-packages")
    node_packages=$cache/kube-packages-node-$(digest "$build/node-packages")
    crds_packages=$cache/kube-packages-crds-$(digest "$build/crds-packages" "$build/crds-packages.txt")
    kubernetes=$cache/kube-kubernetes-$(digest "${kubernetes_packages##*/}" "$build/kubernetes")
    node=$cache/kube-node-$(digest "${node_packages##*/}" "$build/node" "$build/image" "$build/pause.c")
    crds=$cache/kube-crds-$(digest "${crds_packages##*/}" "$build/crds" "$build/crdserver.go" "$build/policy.go")
    checkout=$(digest "$(realpath "$lab")")
}

# made DIRECTORY COMMAND...: runs the command with a directory to fill as its last argument, unless it was done before.
# One at a time on this machine.
made() {
    local directory=$1 start=$EPOCHREALTIME
    shift
    [ ! -d "$directory" ] || return 0
    mkdir -p "$cache"
    (
        flock 9
        [ ! -d "$directory" ] || exit 0
        say "making $(basename "$directory")"
        if [ -d "$directory.partial" ]; then chmod -R u+w "$directory.partial" && rm -rf "$directory.partial"; fi
        mkdir "$directory.partial"
        "$@" "$directory.partial" 9>&- >&2 || die "$(basename "$1") failed; what it left is in $directory.partial"
        mv "$directory.partial" "$directory"
        say "made $(basename "$directory") in $(seconds_since "$start")"
    ) 9>"$cache/lock-kube"
}
