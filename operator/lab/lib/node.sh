# shellcheck shell=bash
# A node of the cluster: containerd and the kubelet, its pods on a bridge of the machine's own network.

node_name=xen-1

start_node() {
    local start=$EPOCHREALTIME
    make_cgroups
    issue kubelet "/O=system:nodes/CN=system:node:$node_name" ca "IP:192.0.2.1,DNS:$node_name"
    kubeconfig kubelet https://10.96.0.1 >"$run/kubelet.kubeconfig"
    configure_containerd
    configure_kubelet
    in_machine mkdir -p /run/containerd /var/lib/kubelet
    start containerd containerd -c /run/lab/containerd.toml
    await containerd 60 in_machine ctr version
    load "$node/pause.tar"
    start_kubelet
    say "node $node_name: Ready after $(seconds_since "$start")"
}

start_kubelet() {
    start kubelet "/run/cache/${kubernetes##*/}/bin/kubelet" --config=/run/lab/kubelet.yaml \
        --kubeconfig=/run/lab/kubelet.kubeconfig --hostname-override=$node_name --node-ip=192.0.2.1 \
        --node-labels=ioreq.dev/xen=true --cert-dir=/run/lab/kubelet-certificates \
        --container-runtime=remote --container-runtime-endpoint=unix:///run/containerd/containerd.sock
    await kubelet 120 kubectl wait --for=condition=Ready --timeout=1s "node/$node_name"
}

# load ARCHIVE: an image for the node's pods
load() {
    in_machine ctr images import - <"$1" >&2
}

# An overlay does not lie on another overlay: in a container, files are copied.
snapshotter() {
    if [ "$(stat -f -c %T "$run")" = overlayfs ]; then echo native; else echo overlayfs; fi
}

configure_containerd() {
    mkdir -p "$run/cni"
    cat >"$run/containerd.toml" <<CONFIG
version = 2
disabled_plugins = ["io.containerd.snapshotter.v1.btrfs", "io.containerd.snapshotter.v1.zfs", "io.containerd.snapshotter.v1.aufs",
    "io.containerd.snapshotter.v1.devmapper", "io.containerd.tracing.processor.v1.otlp", "io.containerd.internal.v1.tracing"]
[plugins."io.containerd.grpc.v1.cri"]
  sandbox_image = "lab.ioreq.dev/pause:1"
  # A computer in a computer may not lower its oom_score_adj.
  restrict_oom_score_adj = true
  stream_server_address = "127.0.0.1"
  [plugins."io.containerd.grpc.v1.cri".cni]
    bin_dir = "/run/cache/${node##*/}/cni"
    conf_dir = "/run/lab/cni"
  [plugins."io.containerd.grpc.v1.cri".containerd]
    snapshotter = "$(snapshotter)"
    [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
      runtime_type = "io.containerd.runc.v2"
CONFIG
    cat >"$run/cni/10-bridge.conflist" <<CONFIG
{"cniVersion": "0.4.0", "name": "lab", "plugins": [
  {"type": "bridge", "bridge": "lab0", "isGateway": true, "hairpinMode": true,
   "ipam": {"type": "host-local", "ranges": [[{"subnet": "10.244.0.0/24"}]], "routes": [{"dst": "0.0.0.0/0"}]}}]}
CONFIG
}

configure_kubelet() {
    # No way out, nobody to ask.
    : >"$run/resolv.conf"
    cat >"$run/kubelet.yaml" <<CONFIG
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
address: 192.0.2.1
tlsCertFile: /run/lab/pki/kubelet.crt
tlsPrivateKeyFile: /run/lab/pki/kubelet.key
authentication: {anonymous: {enabled: false}, webhook: {enabled: true}, x509: {clientCAFile: /run/lab/pki/ca.crt}}
authorization: {mode: Webhook}
cgroupDriver: cgroupfs
cgroupRoot: /$cgroup
enforceNodeAllocatable: []
failSwapOn: false
makeIPTablesUtilChains: false
clusterDNS: [10.96.0.10]
clusterDomain: cluster.local
resolvConf: /run/lab/resolv.conf
# The computer's disk and memory are others' too.
evictionHard: {memory.available: 50Mi, nodefs.available: 1%, imagefs.available: 1%}
imageGCHighThresholdPercent: 100
CONFIG
}

# cgroup v1 has a tree for each controller, v2 one for all.
cgroup_trees() {
    if [ -f /sys/fs/cgroup/cgroup.controllers ]; then
        echo /sys/fs/cgroup
    else
        find /sys/fs/cgroup -mindepth 1 -maxdepth 1 -type d
    fi
}

make_cgroups() {
    local tree setting
    for tree in $(cgroup_trees); do
        mkdir -p "$tree/$cgroup"
        if [ -s "$tree/cgroup.controllers" ]; then
            sed 's/\w\+/+&/g' "$tree/cgroup.controllers" >"$tree/cgroup.subtree_control"
        fi
        # A new cpuset of v1 has no processors and no memory.
        for setting in cpuset.cpus cpuset.mems; do
            if [ -f "$tree/$setting" ]; then cat "$tree/$setting" >"$tree/$cgroup/$setting"; fi
        done
    done
}

remove_cgroups() {
    local tree deadline=$((SECONDS + 20))
    for tree in $(cgroup_trees); do
        # A cgroup can be removed a moment after its last process has ended.
        while [ -d "$tree/$cgroup" ]; do
            find "$tree/$cgroup" -depth -type d -exec rmdir {} + 2>/dev/null || sleep 0.1
            ((SECONDS < deadline)) || die "cgroup $tree/$cgroup cannot be removed: something still runs in it"
        done
    done
}
