# shellcheck shell=bash
# Packages of a Debian suite, fetched and unpacked but not installed: apt with a configuration of its own, its archive the one
# that this machine's apt configuration names.

# use_suite SUITE DIRECTORY: from here on apt-get means SUITE and keeps its lists in DIRECTORY
use_suite() {
    local suite=$1 directory=$2 archive keyring=/usr/share/keyrings/debian-archive-keyring.gpg
    archive=$(debian_archive)
    # Without lists, as in a fresh image, apt does not know what it has.
    if [ -z "$archive" ] && [ "$(id -u)" = 0 ]; then
        apt-get -qq update
        archive=$(debian_archive)
    fi
    if [ -z "$archive" ]; then
        echo "lab: apt on this machine knows no archive labelled Debian." \
            "Expected Debian's main archive in /etc/apt; if it is there, run: apt-get update" >&2
        exit 1
    fi
    mkdir -p "$directory"/{lists/partial,cache/archives/partial,parts}
    # What is installed here does not matter, nor where it came from.
    : >"$directory/status"
    printf '%s [signed-by=%s] %s %s main\n' \
        deb "$keyring" "$archive" "$suite" deb-src "$keyring" "$archive" "$suite" >"$directory/sources.list"
    cat >"$directory/apt.conf" <<CONFIG
Dir::Etc::sourcelist "$directory/sources.list";
Dir::Etc::sourceparts "$directory/parts";
Dir::State::lists "$directory/lists";
Dir::State::status "$directory/status";
Dir::Cache "$directory/cache";
APT::Sandbox::User "root";
Acquire::Retries "3";
CONFIG
    export APT_CONFIG=$directory/apt.conf
    apt-get -qq update
}

debian_archive() {
    # shellcheck disable=SC2016 # apt's variable, not the shell's
    apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Label: Debian' | sort -u | head -n 1
}

# fetch DIRECTORY PACKAGE...: the .deb files
fetch() {
    local directory=$1
    shift
    mkdir -p "$directory"
    (cd "$directory" && apt-get -qq download "$@")
}

# fetch_source DIRECTORY PACKAGE: the files of a source package
fetch_source() {
    mkdir -p "$1"
    (cd "$1" && apt-get -qq source --download-only "$2")
}

# unpack DIRECTORY ROOT: every .deb in DIRECTORY, into ROOT
unpack() {
    local package
    mkdir -p "$2"
    for package in "$1"/*.deb; do dpkg-deb -x "$package" "$2"; done
}
