# shellcheck shell=bash
# A domain's number that has another owner when the next agent comes: what the journal says of the old one is never done to
# the new one. Three steps, between which restart.sh lets one agent go and the next one come.

an_owner() {
    create_guest old pvh 1 'wait'
    reused=$domid
    check 'a guest with a server' declare_server old domain=old port=ports:0x500-0x57f after=0
    replied 'its first' "domid=$reused server=0 "
}

another_owner() {
    local LIBXL_DOMID_REUSE_TIMEOUT=0
    export LIBXL_DOMID_REUSE_TIMEOUT
    check 'the guest goes while no agent looks' destroy_guest old
    equal 'another one gets its number' "$reused" \
        "$("$lab_files/twin" "$reused" new 32 "$lab_files/guest-pvh.elf" 'flood:count=1,every=20,rest=20' 2>>"$results/twin.log")"
    serve new "$reused" --registers 0x500
    new_by=$server
    equal 'with a server of somebody else under the same id' "$same" "$("$lab_files/servers" "$reused")"
    start_guest new
    check 'which serves it' goes_on "$reused" 0
}

nothing_was_done_to_it() {
    ask await old 30 phase=WAITING_FOR_DOMAIN reason=DomainNotFound
    replied 'for the next agent the old guest is gone' 'server=none'
    ask node 10
    replied 'and the new one has a foreign server' "domain=new,id=$reused,[^ ]*,own=\[\],foreign=\[0\],free=7"
    check 'the declaration goes' release_server old
    equal 'the other server is as it was' "$same" "$("$lab_files/servers" "$reused")"
    check 'and serves on' goes_on "$reused" 0
    check 'its guest never saw all ones' eval "! facts $reused | grep -q 'now all-ones'"
    check 'the other server ends in order' end_server "$new_by"
    check 'the guest goes' destroy_guest new
}

same='server=0 owner=this-domain buffered-port=0'
