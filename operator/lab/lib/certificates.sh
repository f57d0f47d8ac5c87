# shellcheck shell=bash
# The cluster's certificates, in $run/pki: one authority for all, made with it and thrown away with it.

make_authority() {
    mkdir -p "$run/pki"
    chmod 700 "$run/pki"
    quietly openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 3650 -subj "/CN=$1" \
        -keyout "$run/pki/$1.key" -out "$run/pki/$1.crt"
}

# issue NAME SUBJECT [AUTHORITY [ALTERNATIVE-NAMES]]
issue() {
    local file=$run/pki/$1 authority=$run/pki/${3:-ca}
    printf 'basicConstraints=CA:FALSE\nkeyUsage=digitalSignature\nextendedKeyUsage=serverAuth,clientAuth\n%s\n' \
        "${4:+subjectAltName=$4}" >"$file.ext"
    # RSA, because not every client library reads another key from a kubeconfig (Fabric8 7.5 does not).
    quietly openssl req -newkey rsa:2048 -nodes -subj "$2" -keyout "$file.key" -out "$file.csr"
    quietly openssl x509 -req -days 3650 -CA "$authority.crt" -CAkey "$authority.key" -CAcreateserial \
        -extfile "$file.ext" -in "$file.csr" -out "$file.crt"
    rm "$file.csr" "$file.ext"
}

# kubeconfig NAME SERVER: how the holder of certificate NAME reaches SERVER
kubeconfig() {
    cat <<KUBECONFIG
apiVersion: v1
kind: Config
clusters: [{name: lab, cluster: {server: "$2", certificate-authority-data: $(base64 -w 0 "$run/pki/ca.crt")}}]
users:
  - name: $1
    user: {client-certificate-data: $(base64 -w 0 "$run/pki/$1.crt"), client-key-data: $(base64 -w 0 "$run/pki/$1.key")}
contexts: [{name: lab, context: {cluster: lab, user: $1}}]
current-context: lab
KUBECONFIG
}

# openssl tells of its progress on stderr.
quietly() {
    local said
    said=$("$@" 2>&1) || die "$*: $said"
}
