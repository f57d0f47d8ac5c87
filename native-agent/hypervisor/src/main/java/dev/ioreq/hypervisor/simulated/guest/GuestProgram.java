package dev.ioreq.hypervisor.simulated.guest;

import java.util.List;
import java.util.Map;

/**
 * What the vCPUs of a guest do. A vCPU without instructions halts at once.
 *
 * @param text as it was written, for starting the same guest again
 * @param vcpus instructions by vCPU number
 */
public record GuestProgram(String text, Map<Integer, List<Instruction>> vcpus) {

    /** Of the text form; see {@link ProgramParser}. */
    public static GuestProgram parse(String text) {
        return new GuestProgram(text, new ProgramParser(text).parse());
    }

    public List<Instruction> of(int vcpu) {
        return vcpus.getOrDefault(vcpu, List.of());
    }
}
