# shellcheck shell=bash
# Kubernetes 1.20: etcd, API server, controller manager, scheduler, as kubeadm would set them up.

start_control_plane() {
    local start=$EPOCHREALTIME bin=/run/cache/${kubernetes##*/}/bin pki=/run/lab/pki inside=https://10.96.0.1
    start_machine
    make_control_plane_certificates
    publish 10.96.0.1:443
    kubeconfig admin "https://127.0.0.1:$port" >"$run/kubeconfig"
    local name
    for name in controller-manager scheduler; do kubeconfig "$name" "$inside" >"$run/$name.kubeconfig"; done
    chmod 600 "$run"/*kubeconfig

    # Nothing here outlives the machine: etcd need not wait for the disk.
    start etcd etcd --data-dir /run/lab/etcd --unsafe-no-fsync --logger zap \
        --listen-client-urls http://127.0.0.1:2379 --advertise-client-urls http://127.0.0.1:2379 \
        --listen-peer-urls http://127.0.0.1:2380 --initial-advertise-peer-urls http://127.0.0.1:2380 \
        --initial-cluster default=http://127.0.0.1:2380
    start_api_server

    start kube-controller-manager "$bin/kube-controller-manager" --bind-address=127.0.0.1 --port=0 --leader-elect=false \
        --kubeconfig=/run/lab/controller-manager.kubeconfig --use-service-account-credentials=true \
        --authentication-kubeconfig=/run/lab/controller-manager.kubeconfig \
        --authorization-kubeconfig=/run/lab/controller-manager.kubeconfig \
        --root-ca-file=$pki/ca.crt --service-account-private-key-file=$pki/service-accounts.key \
        --cluster-signing-cert-file=$pki/ca.crt --cluster-signing-key-file=$pki/ca.key --cert-dir=/run/lab/controller-manager
    start kube-scheduler "$bin/kube-scheduler" --bind-address=127.0.0.1 --port=0 --leader-elect=false \
        --kubeconfig=/run/lab/scheduler.kubeconfig --authentication-kubeconfig=/run/lab/scheduler.kubeconfig \
        --authorization-kubeconfig=/run/lab/scheduler.kubeconfig --cert-dir=/run/lab/scheduler
    # Pods are refused in a namespace that has not got its account yet.
    await kube-controller-manager 60 kubectl get serviceaccount default
    say "control plane: up after $(seconds_since "$start")"
}

start_api_server() {
    local bin=/run/cache/${kubernetes##*/}/bin pki=/run/lab/pki
    # Who asked for what, as it comes in: what the operator writes is counted by it.
    cat >"$run/audit.yaml" <<POLICY
apiVersion: audit.k8s.io/v1
kind: Policy
omitStages: [ResponseStarted, ResponseComplete]
rules: [{level: Metadata, users: ["system:serviceaccount:ioreq-system:ioreq-operator"]}, {level: None}]
POLICY
    touch "$run/log/audit.log"
    start kube-apiserver "$bin/kube-apiserver" --etcd-servers=http://127.0.0.1:2379 \
        --bind-address=0.0.0.0 --secure-port=443 --insecure-port=0 --advertise-address=192.0.2.1 --endpoint-reconciler-type=none \
        --audit-policy-file=/run/lab/audit.yaml --audit-log-path=/run/lab/log/audit.log \
        --tls-cert-file=$pki/apiserver.crt --tls-private-key-file=$pki/apiserver.key --client-ca-file=$pki/ca.crt \
        --authorization-mode=Node,RBAC --enable-admission-plugins=NodeRestriction --allow-privileged=true \
        --service-cluster-ip-range=10.96.0.0/16 --service-account-issuer=https://kubernetes.default.svc \
        --service-account-key-file=$pki/service-accounts.pub --service-account-signing-key-file=$pki/service-accounts.key \
        --kubelet-certificate-authority=$pki/ca.crt --kubelet-client-certificate=$pki/kubelet-client.crt \
        --kubelet-client-key=$pki/kubelet-client.key --kubelet-preferred-address-types=InternalIP \
        --requestheader-client-ca-file=$pki/front-proxy-ca.crt --requestheader-allowed-names=front-proxy-client \
        --requestheader-username-headers=X-Remote-User --requestheader-group-headers=X-Remote-Group \
        --requestheader-extra-headers-prefix=X-Remote-Extra- \
        --proxy-client-cert-file=$pki/front-proxy-client.crt --proxy-client-key-file=$pki/front-proxy-client.key
    await kube-apiserver 120 kubectl get --raw /readyz
}

make_control_plane_certificates() {
    make_authority ca
    make_authority front-proxy-ca
    issue apiserver /CN=kube-apiserver ca \
        IP:127.0.0.1,IP:10.96.0.1,IP:192.0.2.1,DNS:kubernetes,DNS:kubernetes.default,DNS:kubernetes.default.svc
    issue admin /O=system:masters/CN=admin
    issue kubelet-client /O=system:masters/CN=kube-apiserver-kubelet-client
    issue controller-manager /CN=system:kube-controller-manager
    issue scheduler /CN=system:kube-scheduler
    issue front-proxy-client /CN=front-proxy-client front-proxy-ca
    quietly openssl genrsa -out "$run/pki/service-accounts.key" 2048
    quietly openssl rsa -in "$run/pki/service-accounts.key" -pubout -out "$run/pki/service-accounts.pub"
}
