# shellcheck shell=bash
# Guests that are destroyed while their server's frames are mapped, here and in an emulator, leave no zombie.

create_guest destroyed pvh 2 'flood:count=2,every=200'
check 'a server for the guest' declare_server destroyed domain=destroyed port=ports:0x500-0x57f after=0
emulate destroyed destroyed --device ports=registers
ask await destroyed 60 phase=SERVING emulator=EMULATOR_ATTACHED
start_guest destroyed
goes_on "$domid" 0 1
check 'destroyed while an emulator serves it: it is gone' destroy_guest destroyed
check 'and no zombie stays' await 10 no_zombie
ask await destroyed 30 phase=WAITING_FOR_DOMAIN reason=DomainNotFound
replied 'the agent waits for the next guest of that name' 'server=none .*message=no living domain'
ended "$emulator"
echo "    the emulator ended with $?: $(tail -n 1 "$emulator_log")"

create_guest destroyed pvh 2 'flood:count=2,every=200'
ask await destroyed 60 phase=OFFERED
replied 'it comes back, and has its server' '^state'
start_guest destroyed
check 'destroyed while the responder has its frames: it is gone' destroy_guest destroyed
check 'and no zombie stays' await 10 no_zombie
ask await destroyed 30 phase=WAITING_FOR_DOMAIN
check 'the declaration goes' release_server destroyed
