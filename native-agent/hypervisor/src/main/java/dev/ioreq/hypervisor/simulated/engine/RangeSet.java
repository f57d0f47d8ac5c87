package dev.ioreq.hypervisor.simulated.engine;

import dev.ioreq.hypervisor.Errno;
import java.util.Map;
import java.util.TreeMap;

/** The ranges of one kind of one server: at most 256 that do not touch, unsigned, both ends inclusive (Xen: rangeset.c with a limit). */
final class RangeSet {

    static final int LIMIT = 256;

    private final TreeMap<Long, Long> ends = new TreeMap<>(Long::compareUnsigned);

    /** EEXIST if it overlaps, ENOMEM if it needs a 257th entry. Joins ranges that touch. */
    void add(long first, long last) {
        if (overlaps(first, last)) {
            throw new Refused(Errno.EEXIST);
        }
        Map.Entry<Long, Long> before = ends.floorEntry(first);
        long start = first;
        if (before != null && before.getValue() + 1 == first) {
            start = before.getKey();
        } else if (ends.size() == LIMIT) {
            // As in Xen: a range that touches only its successor needs an entry for a moment, too.
            throw new Refused(Errno.ENOMEM);
        }
        long end = last;
        Long next = last == -1L ? null : ends.get(last + 1);
        if (next != null) {
            ends.remove(last + 1);
            end = next;
        }
        ends.put(start, end);
    }

    /** ENOENT if not all of it is here, ENOMEM if it would split one of 256. */
    void remove(long first, long last) {
        if (!contains(first, last)) {
            throw new Refused(Errno.ENOENT);
        }
        Map.Entry<Long, Long> around = ends.floorEntry(first);
        long start = around.getKey();
        long end = around.getValue();
        if (start != first && end != last && ends.size() == LIMIT) {
            throw new Refused(Errno.ENOMEM);
        }
        ends.remove(start);
        if (start != first) {
            ends.put(start, first - 1);
        }
        if (end != last) {
            ends.put(last + 1, end);
        }
    }

    boolean contains(long first, long last) {
        Map.Entry<Long, Long> around = ends.floorEntry(first);
        return around != null && Long.compareUnsigned(around.getValue(), last) >= 0;
    }

    private boolean overlaps(long first, long last) {
        Map.Entry<Long, Long> nearest = ends.floorEntry(last);
        return nearest != null && Long.compareUnsigned(nearest.getValue(), first) >= 0;
    }
}
