# shellcheck shell=bash
# The custom resources of a current Kubernetes: etcd and an API server that has no other resources and asks nobody who they are.

start_crds() {
    local start=$EPOCHREALTIME bin=/run/cache/${crds##*/}/bin
    start_machine
    publish 127.0.0.1:6443
    cat >"$run/kubeconfig" <<KUBECONFIG
apiVersion: v1
kind: Config
clusters: [{name: lab, cluster: {server: "https://127.0.0.1:$port", insecure-skip-tls-verify: true}}]
users: [{name: anybody, user: {token: any}}]
contexts: [{name: lab, context: {cluster: lab, user: anybody}}]
current-context: lab
KUBECONFIG
    start etcd "$bin/etcd" --data-dir /run/lab/etcd --unsafe-no-fsync --logger zap \
        --listen-client-urls http://127.0.0.1:2379 --advertise-client-urls http://127.0.0.1:2379 \
        --listen-peer-urls http://127.0.0.1:2380 --initial-advertise-peer-urls http://127.0.0.1:2380 \
        --initial-cluster default=http://127.0.0.1:2380
    start crdserver "$bin/crdserver" --etcd-servers http://127.0.0.1:2379 --secure-port 6443 --cert-dir /run/lab/crdserver
    await crdserver 60 kubectl get --raw /readyz
    say "CRD server: up after $(seconds_since "$start")"
}
