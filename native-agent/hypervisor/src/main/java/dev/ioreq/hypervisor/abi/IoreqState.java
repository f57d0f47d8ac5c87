package dev.ioreq.hypervisor.abi;

/** Where a request stands ({@code STATE_IOREQ_*}). It only ever moves forward; Xen crashes a guest whose request went back. */
public enum IoreqState {
    /** Nothing asked. Set by Xen. */
    NONE(0),
    /** Asked. Set by Xen; from here to {@link #RESPONSE_READY} the slot belongs to the emulator. */
    READY(1),
    /** Being worked on. Set by the emulator. */
    INPROCESS(2),
    /** Answered ({@code STATE_IORESP_READY}). Set by the emulator, which then notifies. */
    RESPONSE_READY(3),
    /** None of Xen's states: somebody wrote nonsense. Never to be set. */
    INVALID(15);

    private final int code;

    IoreqState(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    static IoreqState of(int code) {
        switch (code) {
            case 0:
                return NONE;
            case 1:
                return READY;
            case 2:
                return INPROCESS;
            case 3:
                return RESPONSE_READY;
            default:
                return INVALID;
        }
    }
}
