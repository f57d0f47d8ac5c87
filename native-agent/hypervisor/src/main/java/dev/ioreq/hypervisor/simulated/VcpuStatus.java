package dev.ioreq.hypervisor.simulated;

import java.time.Duration;

/**
 * What a vCPU does, now.
 *
 * @param vcpu its number
 * @param blocked true if it waits for the answer to a request
 * @param since how long it has waited; zero if it does not
 * @param activity {@code running}, {@code halted}, {@code stopped}, or the request it waits for and the servers that have not answered (none
 *     if the server was destroyed under it)
 */
public record VcpuStatus(int vcpu, boolean blocked, Duration since, String activity) {}
