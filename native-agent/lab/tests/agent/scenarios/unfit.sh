# shellcheck shell=bash
# Domains that no server can be made for: the state says so in a sentence.

cat >/run/lab/pv.cfg <<CONFIG
name = "pv"
type = "pv"
kernel = "$(echo /boot/vmlinuz-*)"
memory = 128
CONFIG
check 'a PV domain' xl create -q -p /run/lab/pv.cfg
ask apply pv domain=pv port=ports:0x500-0x57f
ask await pv 30 reason=DomainTypeUnsupported
replied 'a PV domain is refused' 'message=.* is a PV domain: IOREQ servers exist for PVH and HVM only'
check 'the declaration goes' release_server pv
check 'the PV domain goes' destroy_guest pv

# Its frames are mapped by a device model that does nothing: it stays as a zombie.
create_guest dying pvh 1 'wait'
serve dying "$domid" --registers 0x500
kill -STOP "$server"
xl destroy dying
check 'a dying domain' await 10 eval '! no_zombie'
ask apply dying "domid=$domid" port=ports:0x500-0x57f
ask await dying 30 reason=DomainNotFound
replied 'a dying domain is refused' "message=no living domain .*$domid"
check 'the declaration goes' release_server dying
kill -CONT "$server"
wait "$server"
check 'the zombie goes with its last mapping' await 10 no_zombie
