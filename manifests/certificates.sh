#!/bin/sh
# Certificates for a cluster without cert-manager: an authority, a certificate for the operator and one for the agents, as two Secrets
# on standard output.
#
#   sh manifests/certificates.sh | kubectl apply -f -
#
# The authority's key is used once and thrown away; run it again, at the latest before DAYS (365) are over, and all three are new.
# Operator and agents read them again by themselves, but believe each other only when both have: expect seconds of AgentUnreachable.
set -eu

namespace=${NAMESPACE:-ioreq-system}
days=${DAYS:-365}
directory=$(mktemp -d)
trap 'rm -rf "$directory"' EXIT
cd "$directory"
umask 077

openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -sha256 -days "$days" -subj "/CN=ioreq authority" \
    -addext keyUsage=critical,keyCertSign,cRLSign -keyout ca.key -out ca.crt 2>openssl.log || { cat openssl.log >&2; exit 1; }

# issue NAME DNS-NAME USAGE
issue() {
    printf 'subjectAltName=DNS:%s\nbasicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature\nextendedKeyUsage=%s\n' \
        "$2" "$3" >"$1.ext"
    {
        openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -sha256 -subj "/CN=$1" -keyout "$1.key" -out "$1.csr" &&
            openssl x509 -req -sha256 -days "$days" -CA ca.crt -CAkey ca.key -CAcreateserial -extfile "$1.ext" \
                -in "$1.csr" -out "$1.crt"
    } 2>openssl.log || { cat openssl.log >&2; exit 1; }
    cat <<SECRET
apiVersion: v1
kind: Secret
metadata:
  name: $1-tls
  namespace: $namespace
  labels:
    app.kubernetes.io/part-of: ioreq
type: kubernetes.io/tls
data:
  ca.crt: $(base64 <ca.crt | tr -d '\n')
  tls.crt: $(base64 <"$1.crt" | tr -d '\n')
  tls.key: $(base64 <"$1.key" | tr -d '\n')
SECRET
}

issue ioreq-operator operator.ioreq.dev clientAuth
echo ---
issue ioreq-agent '*.node.ioreq.dev' serverAuth
