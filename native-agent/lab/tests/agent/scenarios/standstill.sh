# shellcheck shell=bash
# How long a guest stands still when its emulator is killed at a random moment and nobody is waited for. The guest measures:
# each time its answers turn into all ones it says how many cycles of its time stamp counter that access took, from
# the instruction on; that is never less than from SIGKILL to the answer, if the guest was waiting then.

kills=${KILLS:-115}
create_guest still pvh 1 'flood:count=1,every=0'
still=$domid
check 'a server for the guest' declare_server still domain=still port=ports:0x500-0x57f after=0
mhz=$(sed -nE 's/^cpu MHz\s*: ([0-9.]+)/\1/p' /proc/cpuinfo | head -n 1)
mount_for still
# What the emulators say comes here, and waiting for it costs no process: each would stand in the guest's way.
heard=/run/lab/heard
mkfifo "$heard"
exec 5<>"$heard"
for ((n = 1; n <= kills; n++)); do
    IOREQ_HANDOVER_SOCKET=$pods/still/handover.sock "${nobody[@]}" "$lab_files/emulator" --device ports=registers \
        >/dev/null 2>&5 </dev/null 5<&- 7>&- 8<&- &
    emulator=$!
    read -r -t 30 said <&5 && [[ $said == serving* ]] || break
    if [ "$n" = 1 ]; then start_guest still; fi
    read -r -t "0.$((RANDOM % 200 + 100))" <&5
    kill -KILL "$emulator"
    wait "$emulator" 2>/dev/null
    read -r -t 0.2 <&5
done
exec 5>&-
rm -f "$heard"
await_fact "$still" 'now all-ones' 30
facts "$still" | sed -nE 's/^flood: cpu=0 pair=[0-9]+ now all-ones after ([0-9]+) cycles/\1/p' |
    awk -v mhz="$mhz" '{ printf "%.3f\n", $1 / mhz / 1000 }' | sort -n >"$results/standstill.txt"
lines=$(wc -l <"$results/standstill.txt")
p() { sed -n "$(((lines * $1 + 99) / 100))p" "$results/standstill.txt"; }
echo "standstill: kills=$lines p50=$(p 50) ms p90=$(p 90) ms p99=$(p 99) ms max=$(p 100) ms (TSC of the guest at $mhz MHz)" |
    tee "$results/standstill-summary.txt"
check "the guest went on after each of $kills kills: it saw $lines" [ "$lines" -ge $((kills - kills / 10)) ]
check 'half of them within 100 ms' awk -v p="$(p 50)" 'BEGIN { exit !(p > 0 && p < 100) }'
emulate still still --device ports=registers
check 'and is served on' await_fact "$still" 'now right' 30
goes_on_right() { facts "$still" | tail -n 1 | grep -q 'now right'; }
check 'right answers come last' await 30 goes_on_right
end_emulator
check 'the server goes' release_server still
check 'the guest goes' destroy_guest still
