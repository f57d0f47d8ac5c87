package dev.ioreq.hypervisor.xen.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.jna.Pointer;
import dev.ioreq.hypervisor.xen.library.NativeHandle.Use;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NativeHandleTest {

    private final List<Long> ended = new ArrayList<>();
    private final NativeHandle handle = new NativeHandle("test handle", new Pointer(0x1000), ended::add);

    @Test
    void closingEndsItOnce() {
        handle.close();
        handle.close();
        assertThat(ended).containsExactly(0x1000L);
    }

    @Test
    void whoeverUsesItFinishesFirst() {
        try (Use use = handle.use()) {
            assertThat(use.address()).isEqualTo(0x1000);
            handle.close();
            assertThat(ended).isEmpty();
        }
        assertThat(ended).hasSize(1);
    }

    @Test
    void theLastOfItsUsersEndsIt() {
        Use mapping = handle.use();
        Use call = handle.use();
        handle.close();

        call.close();
        assertThat(ended).isEmpty();
        mapping.close();
        assertThat(ended).hasSize(1);
    }

    @Test
    void afterItsCloseNobodyGetsIt() {
        handle.close();
        assertThatThrownBy(handle::use)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the test handle was closed here before");
    }
}
