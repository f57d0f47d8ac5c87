package dev.ioreq.hypervisor.simulated.guest;

/** The domain was destroyed, shut down or reset under its vCPU. Ends the vCPU's thread; carries no trace. */
public class GuestStopped extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public GuestStopped(String why) {
        super(why, null, false, false);
    }
}
