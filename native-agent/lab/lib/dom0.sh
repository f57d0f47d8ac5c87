# shellcheck shell=bash
# Talking to dom0: ssh over the loopback, and a disk with a tar archive on it for what is large.

# What ssh has to know to reach the running machine as "dom0".
write_ssh_config() {
    cat >"$run/ssh-config" <<CONFIG
Host dom0
    HostName 127.0.0.1
    Port $(cat "$run/ssh-port")
    User root
    IdentityFile $image/key
    IdentitiesOnly yes
    PasswordAuthentication no
    BatchMode yes
    LogLevel ERROR
    UserKnownHostsFile $image/known_hosts
    HostKeyAlias ioreq-lab
    StrictHostKeyChecking yes
    ControlMaster auto
    ControlPersist yes
    ControlPath $(sockets)/ssh
    ConnectTimeout 5
CONFIG
}

# in_dom0 COMMAND: by dom0's shell, as root
in_dom0() {
    # shellcheck disable=SC2029 # what is to expand here is the caller's choice
    ssh -F "$run/ssh-config" dom0 "$@"
}

await_ssh() {
    local deadline=$((SECONDS + $1))
    until in_dom0 true 2>/dev/null; do
        machine_runs || fail_with_console 'QEMU ended'
        ((SECONDS < deadline)) || fail_with_console "ssh does not answer after $1 s"
        sleep 0.2
    done
}

close_ssh() {
    [ -S "$(sockets)/ssh" ] || return 0
    # The connection may have ended with its machine: closed is what was wanted.
    ssh -F "$run/ssh-config" -O exit dom0 2>/dev/null || true
}

# push_tree DIRECTORY: its content replaces /lab/payload in dom0
push_tree() {
    local archive=$run/payload.tar
    tar -C "$1" -cf "$archive" .
    [ "$(stat -c %s "$archive")" -le "$(stat -c %s "$run/payload.img")" ] ||
        die "$1 is too large to push: $(stat -c %s "$archive") bytes as a tar archive, at most $payload_size"
    # In place, and no shorter: QEMU has the file open, and a snapshot knows the disk's size.
    dd if="$archive" of="$run/payload.img" bs=1M conv=notrunc status=none
    rm "$archive"
    in_dom0 'blockdev --flushbufs /dev/vdb && rm -rf /lab/payload && mkdir /lab/payload &&
        tar -C /lab/payload -m -xf /dev/vdb'
}

# pull_tree PATH DIRECTORY: what dom0 has at PATH comes into DIRECTORY
pull_tree() {
    mkdir -p "$2"
    in_dom0 "tar -C '$1' -cf - ." | tar -C "$2" -xf -
}
