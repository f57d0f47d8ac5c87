# shellcheck shell=bash
# What the lab needs of the host: programs, named with the Debian packages that bring them.

required=(
    apt-get:apt
    dpkg-deb:dpkg
    gcc:gcc
    ip:iproute2
    unshare:util-linux
    nsenter:util-linux
    flock:util-linux
    pgrep:procps
    openssl:openssl
    socat:socat
    xz:xz-utils
)

missing_packages() {
    local pair path=$PATH:/usr/sbin:/sbin
    for pair in "${required[@]}"; do
        PATH=$path command -v "${pair%%:*}" >/dev/null || echo "${pair##*:}"
    done | sort -u
    # runc's only library that not every Debian has.
    [ -n "$(find /usr/lib /lib -name 'libseccomp.so.2' -print -quit)" ] || echo libseccomp2
    [ -n "$(find /usr/lib -name libc.a -print -quit)" ] || echo libc6-dev
}

require_prerequisites() {
    local missing
    [ "$(id -u)" = 0 ] || die 'the lab makes namespaces, mounts and cgroups: it needs root'
    missing=$(missing_packages | xargs)
    [ -z "$missing" ] ||
        die "Debian packages are missing. As root: apt-get install $missing (or: kube build --install-prerequisites)"
}

install_prerequisites() {
    local missing
    missing=$(missing_packages | xargs)
    [ -n "$missing" ] || return 0
    say "installing $missing"
    apt-get update -q >&2
    # shellcheck disable=SC2086 # one word a package
    DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $missing >&2
}
