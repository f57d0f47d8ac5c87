# shellcheck shell=bash
# What the lab needs of the host: programs, named with the Debian packages that bring them.

required=(
    qemu-system-x86_64:qemu-system-x86
    qemu-img:qemu-utils
    mmdebstrap:mmdebstrap
    apt-get:apt
    cpio:cpio
    zstd:zstd
    xz:xz-utils
    modprobe:kmod
    mke2fs:e2fsprogs
    ssh:openssh-client
    socat:socat
    flock:util-linux
    gcc:gcc
    objcopy:binutils
    make:make
)

missing_packages() {
    local pair path=$PATH:/usr/sbin:/sbin
    for pair in "${required[@]}"; do
        PATH=$path command -v "${pair%%:*}" >/dev/null || echo "${pair##*:}"
    done
    if [ "$(id -u)" != 0 ]; then
        command -v fakeroot >/dev/null || echo fakeroot
        command -v newuidmap >/dev/null || echo uidmap
    fi
    return 0
}

require_prerequisites() {
    local missing
    missing=$(missing_packages | xargs)
    [ -z "$missing" ] ||
        die "Debian packages are missing. As root: apt-get install $missing (or: xen build --install-prerequisites)"
}

install_prerequisites() {
    local missing
    missing=$(missing_packages | xargs)
    [ -n "$missing" ] || return 0
    [ "$(id -u)" = 0 ] || die "--install-prerequisites needs root; ask for: apt-get install $missing"
    say "installing $missing"
    apt-get update -q >&2
    # shellcheck disable=SC2086 # one word a package
    DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $missing >&2
}

qemu_version() {
    qemu-system-x86_64 --version | head -n 1
}

# Files in an image belong to root: who is not root pretends to be.
pretending_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else fakeroot -- "$@"; fi
}
