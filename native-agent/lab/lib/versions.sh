# shellcheck shell=bash
# The versions of Xen that Debian has, and where each one's things are kept.

versions='4.17 4.20'
cache=${XDG_CACHE_HOME:-$HOME/.cache}/ioreq-lab

# select_version VERSION: sets version, suite, java, and the directories that follow from them
select_version() {
    version=$1
    case $version in
    4.17) suite=bookworm java=openjdk-17-jre-headless ;;
    4.20) suite=trixie java=openjdk-21-jre-headless ;;
    *) die "Xen $version is unknown here; expected one of: $versions" ;;
    esac

    # A directory is named by all that its content is built from.
    packages=$cache/packages-$version-$(digest "$lab/image/packages" "$suite" "$java").tar.zst
    image=$cache/image-$version-$(digest "$(basename "$packages")" "$lab"/image/*)
    # What a snapshot holds depends on the machine it was taken of, too.
    snapshot=$image/warm-$(digest "$lab/lib/machine.sh" "$(qemu_version)").qcow2
    # Checkouts share what is built; what runs is each one's own.
    run=$cache/run-$version-$(digest "$(realpath "$lab")")
}

# digest THING...: of the content of each thing that is a file, of the text of any other
digest() {
    local thing
    for thing in "$@"; do
        if [ -f "$thing" ] && [[ $thing == "$lab"/* ]]; then cat "$thing"; else echo "$thing"; fi
    done | sha256sum | cut -c 1-12
}
