# shellcheck shell=bash
# SIGKILL of the agent: while emulators serve, while nobody does, in the middle of creating. What lived lives on, nothing is
# made twice, nothing is done to who has come meanwhile.
source scenarios/twin.sh
# Its guests rest between two questions: agents start meanwhile, on the same processor.

# servers_of DOMID: how many there are in the hypervisor
servers_of() {
    "$lab_files/servers" "$1" | wc -l
}

# made_once KEY: by all agents of this scenario together
made_once() {
    [ "$(cat "$results"/{first,second,third,fourth}.agent 2>/dev/null | grep -c "lab/$1: created as server")" -le 1 ]
}

create_guest served pvh 2 'flood:count=2,every=20,rest=20'
served=$domid
check 'a server for the guest' declare_server served domain=served port=ports:0x500-0x57f after=0
serve foreign "$served" --registers 0x700
foreign=$server
emulate restart-c served --device ports=registers
served_by=$emulator served_log=$emulator_log
ask await served 60 phase=SERVING emulator=EMULATOR_ATTACHED
create_guest console pvh 1 'uart:lines=200'
console=$domid
check 'a second one' declare_server console domain=console port=com1:0x3f8-0x3ff after=0
emulate_in_java restart-java console --device com1=uart16550
console_by=$emulator
ask await console 300 phase=SERVING emulator=EMULATOR_ATTACHED
create_guest waiting pvh 1 'flood:count=1,every=20,rest=20'
waiting=$domid
check 'a third one, which nobody serves' declare_server waiting domain=waiting port=ports:0x500-0x57f after=0
ask node 30
replied 'the node tells own servers from foreign ones' "domain=served,id=$served,[^ ]*,own=\[0\],foreign=\[1\],free=6"
start_guest served
check 'the guest asks' goes_on "$served" 0 1
an_owner

echo '--- restart: no agent'
kill_agent
start_guest console
check 'without an agent the emulators serve on' goes_on "$served" 0 1
another_owner
create_guest early pvh 1 'flood:count=1,every=20,rest=20'
early=$domid

echo '--- restart: the second agent'
start_agent second LD_LIBRARY_PATH="$PWD/shim" IOREQ_DIE_AT=after-create
check 'the second agent answers' agent_answers
ask await served 60 phase=SERVING emulator=EMULATOR_ATTACHED
replied 'it has the first server, and its emulator is back' 'server=0 ranges=ports '
check 'the emulator in C gave its descriptors back' await 10 grep -q '^back: ' "$served_log"
ask await console 60 phase=SERVING emulator=EMULATOR_ATTACHED
replied 'so is the second, and its emulator in Java' 'server=0 ranges=com1 '
ask await waiting 60 phase=OFFERED
replied 'and the third' 'server=0 '
equal 'servers of the first guest, with the foreign one' 2 "$(servers_of "$served")"
check 'no server was made' eval "! grep -q 'created as server' '$agent_log'"
check 'the guest asks on' goes_on "$served" 0 1
check 'and never saw all ones' eval "! facts $served | grep -q 'now all-ones'"
nothing_was_done_to_it
check 'the console comes to its end' await_fact "$console" '^done: ' 300
equal 'lines of the console' 200 "$(grep -c 'the quick brown fox' "$results/restart-java.uart")"

ask apply early domain=early port=ports:0x500-0x57f after=0
check 'the second agent dies between creating a server and saying so' died "$agent"
equal 'the server is there' 1 "$(servers_of "$early")"
check 'the guest asks on' goes_on "$served" 0 1

echo '--- restart: the third agent, which goes on with what the second one began'
start_agent third LD_LIBRARY_PATH="$PWD/shim" IOREQ_DIE_AT=after-enable
check 'it dies after enabling' died "$agent"
equal 'one server' 1 "$(servers_of "$early")"

echo '--- restart: the fourth agent'
start_agent fourth
check 'it answers' agent_answers
ask await early 60 phase=OFFERED
replied 'it has the server whose making was interrupted twice' "domid=$early server=0 "
equal 'one server' 1 "$(servers_of "$early")"
check 'none was made twice' eval 'made_once served && made_once console && made_once waiting && made_once early'
emulate restart-early early --device ports=registers
ask await early 60 phase=SERVING emulator=EMULATOR_ATTACHED
replied 'and an emulator serves there' '^state'
start_guest early
check 'its guest asks' goes_on "$early" 0
ask await served 60 phase=SERVING emulator=EMULATOR_ATTACHED
replied 'the first emulator is back again' '^state'
check 'its guest asks on' goes_on "$served" 0 1
check 'and never saw all ones, nor a wrong value' eval "! facts $served | grep -qE 'now (all-ones|other)'"

end_emulator
for key in early console served waiting; do
    check "$key: the server goes" release_server "$key"
done
check 'the emulators ended in order' eval "ended $served_by && ended $console_by"
equal 'the foreign server is untouched' 'server=1 owner=this-domain buffered-port=0' "$("$lab_files/servers" "$served")"
check 'it ends in order' end_server "$foreign"
for guest in early console served waiting; do
    check "$guest: the guest goes" destroy_guest "$guest"
done
