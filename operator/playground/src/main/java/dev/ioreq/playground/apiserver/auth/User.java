package dev.ioreq.playground.apiserver.auth;

import java.util.List;

/** Who a request comes from. */
public record User(String name, List<String> groups) {
    /** Members may do everything. */
    public static final String MASTERS = "system:masters";

    /** The API server's own controllers and programs in its process. */
    public static User system(String component) {
        return new User("system:" + component, List.of(MASTERS, "system:authenticated"));
    }

    public boolean isMaster() {
        return groups.contains(MASTERS);
    }
}
