# shellcheck shell=bash
# An emulator that has lost its lease and reads every event of the descriptor it shares with the agent, blocking: its own guest is answered
# all the same, if later, and the other guests notice nothing.

create_guest robbed pvh 1 'flood:count=1,every=1'
check 'a server for the guest' declare_server robbed domain=robbed port=ports:0x500-0x57f after=0
create_guest beside pvh 1 'flood:count=1,every=10'
beside=$domid
check 'one for another guest, which nobody serves' declare_server beside domain=beside port=ports:0x500-0x57f after=0
robbed=$(xl domid robbed)
emulate thief robbed --device ports=registers --steal
check 'it steals' await 30 grep -q '^stealing' "$emulator_log"
ask await robbed 10 emulator=EMULATOR_LOST_FENCED
replied 'it is fenced off' '^state'
start_guest robbed
start_guest beside
for _ in 1 2 3; do
    check 'the other guest goes on' goes_on "$beside" 0
    check 'the one that is robbed too' goes_on "$robbed" 0
done
kill -KILL "$emulator"
died "$emulator"
check 'its server goes' release_server robbed
check 'the other one too' release_server beside
check 'the guest goes' destroy_guest robbed
check 'the other guest goes' destroy_guest beside
