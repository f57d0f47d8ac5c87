# shellcheck shell=bash
# A server that is withdrawn while requests are outstanding leaves no processor frozen.

create_guest withdrawn pvh 2 'flood:count=2,every=200'
withdrawn=$domid
check 'a server for the guest' declare_server withdrawn domain=withdrawn port=ports:0x500-0x57f after=3600 action=hold
emulate withdrawn withdrawn --device ports=registers
ask await withdrawn 60 phase=SERVING emulator=EMULATOR_ATTACHED
start_guest withdrawn
check 'its guest asks without pause' goes_on "$withdrawn" 0 1
check 'it is withdrawn meanwhile' release_server withdrawn
check 'the emulator ended in order' ended "$emulator"
check 'both processors go on, and read all ones' eval "goes_on $withdrawn 0 1 && facts $withdrawn | grep -q 'now all-ones'"

check 'it comes again' declare_server withdrawn domain=withdrawn port=ports:0x500-0x57f after=3600 action=hold
emulate withdrawn-2 withdrawn --device ports=registers --die-at inprocess --after 100
check 'the emulator dies over a request' died "$emulator"
ask await withdrawn 10 emulator=EMULATOR_LOST_WAITING
replied 'the guest waits for the next one, as declared' '^state'
sleep 1
before=$(pairs "$withdrawn" 0)
sleep 2
equal 'it stands still' "$before" "$(pairs "$withdrawn" 0)"
check 'it is withdrawn with a request of each processor outstanding' release_server withdrawn
check 'both processors go on' goes_on "$withdrawn" 0 1
check 'the guest goes' destroy_guest withdrawn
