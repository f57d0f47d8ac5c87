# shellcheck shell=bash
# SIGKILL of the emulator in each state there is. After 0 seconds the responder answers; the next emulator serves on.
# In the end each request of the guest was answered exactly once: by one of the emulators, or by the responder.

pairs_a_cpu=2500
create_guest deaths pvh 2 "flood:count=2,every=100,requests=$pairs_a_cpu,rest=9"
deaths=$domid
check 'a server for the guest' declare_server deaths domain=deaths port=ports:0x500-0x57f after=0
answered_before=$(metric ioreq_agent_responder_requests_total)

for death in idle ready before-unmask inprocess answered; do
    emulate "death-$death" deaths --device ports=registers --die-at "$death" --after 40
    ask await deaths 60 phase=SERVING emulator=EMULATOR_ATTACHED
    replied "$death: an emulator serves" '^state'
    [ "$death" = idle ] && start_guest deaths
    check "$death: it dies by itself" died "$emulator"
    check "$death: in exactly that state" grep -q "^$death: answered=" "$emulator_log"
    ask await deaths 10 emulator=EMULATOR_LOST_FENCED
    replied "$death: the responder answers" '^state'
    check "$death: both processors of the guest go on" goes_on "$deaths" 0 1
done
emulate death-last deaths --device ports=registers
check 'the guest comes to its end' await_fact "$deaths" '^done: ' 300
check 'the last emulator ends in order' end_emulator
facts "$deaths" | grep -E 'ends|now' | sed 's/^/    /'
for cpu in 0 1; do
    check "processor $cpu was answered to the end" eval "facts $deaths | grep -q '^flood: cpu=$cpu ends, pairs=$pairs_a_cpu '"
    # Between a write that the fence dropped and a read that the next emulator answers, the register is as it was before.
    others=$(facts "$deaths" | sed -nE "s/^flood: cpu=$cpu ends,.* other=([0-9]+)/\1/p")
    check "processor $cpu read something else than its value or all ones only where emulators change: $others" [ "$others" -le 6 ]
done
by_emulators=$(sed -nE 's/^[a-z-]+: answered=([0-9]+) .*/\1/p' "$results"/death-*.log | awk '{ sum += $1 } END { print sum }')
invalidations=$(sed -nE 's/.* invalidations=([0-9]+)/\1/p' "$results"/death-*.log | awk '{ sum += $1 } END { print sum }')
by_responder=$(($(metric ioreq_agent_responder_requests_total) - answered_before))
echo "    answered: $by_emulators by emulators ($invalidations of it INVALIDATE), $by_responder by the responder"
# The first request of each processor may be one that no pair counts: INVALIDATE, told at start to whoever answers then.
equal 'each request was answered once' $((2 * 2 * pairs_a_cpu + invalidations)) $((by_emulators + by_responder))
check 'the server goes' release_server deaths
check 'the guest goes' destroy_guest deaths
