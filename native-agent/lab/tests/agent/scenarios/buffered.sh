# shellcheck shell=bash
# The ring of an HVM guest: writes to the VGA window and the clock's offset, entries of two places, and more than fit.

# draws NAME COMMAND-LINE EMULATOR-OPTION...: a guest that draws, served through the agent
draws() {
    local name=$1 line=$2
    shift 2
    create_guest "$name" hvm 1 "$line"
    check "$name: a server with a ring" declare_server "$name" "domain=$name" memory=vga:0xa0000-0xbffff buffered=atomic after=0
    emulate "$name" "$name" --device vga=memory "$@"
    ask await "$name" 60 phase=SERVING emulator=EMULATOR_ATTACHED
    start_guest "$name"
    check "$name: the guest comes to its end" await_fact "$domid" '^done: ' 300
    facts "$domid" | sed 's/^/    /'
    check "$name: it saw what it should" eval "facts $domid | grep -qE '^done: [1-9][0-9]* passed, 0 failed'"
    check "$name: the emulator ends in order" end_emulator
    sed 's/^/    /' "$emulator_log"
    check "$name: the server goes" release_server "$name"
    check "$name: the guest goes" destroy_guest "$name"
}

draws ring 'vga:writes=64 clock:minutes=0x34 clock:minutes=0x12'
check 'entries came by the ring, those of 8 bytes in two places' grep -qE 'buffered=6[0-9]' "$results/ring.log"
check 'the ring told of the clock' grep -qE 'time-offsets=[1-9]' "$results/ring.log"
draws full-ring 'vga:writes=1500' --lazy 500
check 'what did not fit came as a request, besides 64 reads' \
    grep -qE 'answered=(6[5-9]|[7-9][0-9]|[1-9][0-9]{2}) ' "$results/full-ring.log"

# The same with the emulator in Java, whose register file counts what is written to it.
create_guest java-ring hvm 1 'script write:at=0xa0010,size=4,value=1,count=3 write:at=0xa0020,size=8,value=0x1122334455667788 clock:back=2 read:at=0xa0008,size=4 read:at=0xa0020,size=8'
check 'java-ring: a server with a ring' declare_server java domain=java-ring memory=vga:0xa0000-0xa007f buffered=atomic after=0
emulate_in_java java-ring java --device vga=mmio-registers
ask await java 300 phase=SERVING emulator=EMULATOR_ATTACHED
start_guest java-ring
check 'java-ring: the guest comes to its end' await_fact "$domid" '^script: cpu=0 end' 300
equal 'java-ring: what it read: four writes came, one of them in two places' '0x4 0x1122334455667788' \
    "$(facts "$domid" | sed -nE 's/^script: cpu=0 read=(.*)/\1/p' | xargs)"
check 'java-ring: the emulator ends in order' end_emulator
check 'java-ring: the server goes' release_server java
check 'java-ring: the guest goes' destroy_guest java-ring

create_guest nobodys-ring hvm 1 'vga:writes=1500 clock'
check 'nobodys-ring: a server with a ring' declare_server ring domain=nobodys-ring memory=vga:0xa0000-0xbffff buffered=atomic after=0
emulate nobodys-ring ring --device vga=memory
ask await ring 60 phase=SERVING emulator=EMULATOR_ATTACHED
kill -KILL "$emulator"
died "$emulator"
ask await ring 10 emulator=EMULATOR_LOST_FENCED
dropped=$(metric ioreq_agent_responder_dropped_total)
start_guest nobodys-ring
check 'nobodys-ring: the guest comes to its end, answered by the responder alone' await_fact "$domid" '^done: ' 300
facts "$domid" | sed 's/^/    /'
dropped=$(($(metric ioreq_agent_responder_dropped_total) - dropped))
check "nobodys-ring: the responder took the ring's entries: $dropped" [ "$dropped" -ge 1000 ]
check 'nobodys-ring: the server goes' release_server ring
check 'nobodys-ring: the guest goes' destroy_guest nobodys-ring
