# shellcheck shell=bash
# What is built once and kept: the image of a dom0, and a snapshot of it with everything warm.

build_image() {
    [ ! -d "$image" ] || return 0
    local start=$EPOCHREALTIME
    mkdir -p "$cache"
    if [ ! -f "$packages" ]; then
        say "Xen $version: installing the packages of dom0 into $packages (minutes)"
        "$lab/image/packages" "$suite" "$version" "$java" "$packages" >&2
        say "Xen $version: packages after $(seconds_since "$start")"
    fi
    say "Xen $version: assembling $image"
    rm -rf "$image.partial"
    PATH=$PATH:/usr/sbin:/sbin pretending_root "$lab/image/assemble" "$packages" "$image.partial"
    mv "$image.partial" "$image"
    say "Xen $version: image built in $(seconds_since "$start")"
}

# Boots once from cold, warms what tests need first, and keeps the machine's state.
build_snapshot() {
    [ ! -f "$snapshot" ] || return 0
    local start=$EPOCHREALTIME
    say "Xen $version: first boot (a minute or so)"
    stop_machine
    forget_run
    mkdir -p "$run"
    qemu-img create -q -f qcow2 -F raw -b "$image/root.ext4" "$run/disk.qcow2"
    start_machine
    await_console 'LAB .* READY' 600
    await_ssh 60
    say "Xen $version: booted in $(seconds_since "$start")"
    in_dom0 'xl info >/dev/null; java -version 2>/dev/null; cat /usr/lib/jvm/java-*/lib/modules >/dev/null; sync'
    close_ssh
    monitor stop >/dev/null
    monitor 'savevm warm' >/dev/null
    stop_machine
    mv "$run/disk.qcow2" "$snapshot"
    forget_run
    say "Xen $version: snapshot after $(seconds_since "$start")"
}
