package dev.ioreq.hypervisor.xen.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.jna.Pointer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NativeHandleTest {

    private final List<Pointer> ended = new ArrayList<>();
    private final Pointer pointer = new Pointer(0x1000);
    private final NativeHandle handle = new NativeHandle("test handle", pointer, ended::add);

    @Test
    void closingEndsItOnce() {
        handle.close();
        handle.close();
        assertThat(ended).containsExactly(pointer);
    }

    @Test
    void whoeverUsesItFinishesFirst() {
        handle.use(used -> {
            handle.close();
            assertThat(ended).isEmpty();
            return null;
        });
        assertThat(ended).hasSize(1);
    }

    @Test
    void whatWasMadeWithItCanBeUnmadeAfterItsClose() {
        handle.retain();
        handle.close();
        assertThat(ended).isEmpty();

        handle.release(last -> assertThat(ended).isEmpty());
        assertThat(ended).hasSize(1);
    }

    @Test
    void afterItsCloseNobodyGetsIt() {
        handle.close();
        assertThatThrownBy(() -> handle.use(used -> used))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the test handle was closed here before");
        assertThatThrownBy(handle::retain).isInstanceOf(IllegalStateException.class);
    }
}
