package dev.ioreq.agent.supervisor;

import dev.ioreq.agent.declaration.LostAction;
import dev.ioreq.agent.handover.Door;
import dev.ioreq.agent.responder.AnswerMode;
import java.util.ArrayList;
import java.util.List;

/** Everything that can be declared and observed. */
final class Enumeration {

    private static final boolean[] BOTH = {true, false};

    private Enumeration() {}

    record Case(Declared declared, Observed seen) {}

    static List<Case> all() {
        List<Case> cases = new ArrayList<>();
        for (Declared declared : declared()) {
            for (Observed.Holding holding : holdings()) {
                for (Target target : Target.values()) {
                    for (Door door : Door.values()) {
                        cases.add(new Case(declared, new Observed(target, door, holding)));
                    }
                }
            }
        }
        return cases;
    }

    private static List<Declared> declared() {
        List<Declared> all = new ArrayList<>();
        for (boolean withdrawn : BOTH) {
            for (boolean enabled : BOTH) {
                for (LostAction action : LostAction.values()) {
                    all.add(new Declared(withdrawn, enabled, action));
                }
            }
        }
        return all;
    }

    private static List<Observed.Holding> holdings() {
        List<Observed.Holding> all = new ArrayList<>();
        all.add(new Observed.Nothing());
        for (boolean alive : BOTH) {
            all.add(new Observed.Intended(alive));
            all.add(new Observed.Framed(alive));
            for (boolean one : BOTH) {
                all.add(new Observed.Created(alive, one));
                for (boolean other : BOTH) {
                    all.add(new Observed.Enabled(alive, one, other));
                }
            }
            addBound(all, alive);
        }
        return all;
    }

    private static void addBound(List<Observed.Holding> all, boolean alive) {
        for (int bits = 0; bits < 1 << 9; bits++) {
            for (AnswerMode mode : AnswerMode.values()) {
                all.add(new Observed.Bound(
                        alive,
                        bit(bits, 0),
                        mode,
                        bit(bits, 1),
                        bit(bits, 2),
                        bit(bits, 3),
                        new Observed.Ranges(bit(bits, 4), bit(bits, 5), bit(bits, 6), bit(bits, 7)),
                        bit(bits, 8)));
            }
        }
    }

    private static boolean bit(int bits, int which) {
        return (bits >> which & 1) != 0;
    }
}
