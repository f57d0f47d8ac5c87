package dev.ioreq.agent.csi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ioreq.hypervisor.posix.Mount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(PrivateMounts.class)
class MountPublisherTest {

    @TempDir
    Path directory;

    private Path source;
    private Path target;
    private MountPublisher publisher;

    @BeforeEach
    void prepare() throws IOException {
        Path handovers = Files.createDirectory(directory.resolve("hand overs"));
        source = Files.createDirectory(handovers.resolve("key"));
        target = directory.resolve("mount");
        publisher = new MountPublisher(handovers);
    }

    @Test
    void whatIsMadeInAHandoverLaterIsSeenAtTheTarget() throws Exception {
        publisher.publish(source, target);
        Files.writeString(source.resolve("handover.sock"), "here");
        assertThat(target.resolve("handover.sock")).hasContent("here");
        publisher.unpublish(target);
    }

    @Test
    void publishingTwiceMountsOnce() throws Exception {
        publisher.publish(source, target);
        publisher.publish(source, target);
        Mount.unmount(target);
        assertThat(MountTable.now().at(target.toRealPath())).isEmpty();
    }

    @Test
    void whatIsPublishedIsKnownByItsKeyEvenWhenTheServerIsGone() throws Exception {
        assertThat(publisher.published("key", target)).isFalse();
        publisher.publish(source, target);
        assertThat(publisher.published("key", target)).isTrue();
        assertThat(publisher.published("other", target)).isFalse();
        Files.delete(source);
        assertThat(publisher.published("key", target)).isTrue();
        publisher.unpublish(target);
        assertThat(publisher.published("key", target)).isFalse();
    }

    @Test
    void takingBackTwiceLeavesNothingButTheHandover() throws Exception {
        Files.createFile(source.resolve("handover.sock"));
        publisher.publish(source, target);
        publisher.unpublish(target);
        publisher.unpublish(target);
        assertThat(target).doesNotExist();
        assertThat(source.resolve("handover.sock")).exists();
    }

    @Test
    void anEmptyDirectoryLeftByAnInterruptedCallIsUsedAndRemoved() throws Exception {
        Files.createDirectory(target);
        publisher.publish(source, target);
        assertThat(Files.isSameFile(source, target)).isTrue();
        publisher.unpublish(target);
        Files.createDirectory(target);
        publisher.unpublish(target);
        assertThat(target).doesNotExist();
    }

    @Test
    void aHandoverMountedSeveralTimesIsTakenBackWhole() throws Exception {
        publisher.publish(source, target);
        Mount.bind(source, target);
        publisher.unpublish(target);
        assertThat(target).doesNotExist();
    }

    @Test
    void aMountWhoseHandoverWasMadeAnewIsReplaced() throws Exception {
        publisher.publish(source, target);
        Files.delete(source);
        Files.createDirectory(source);
        publisher.publish(source, target);
        assertThat(Files.isSameFile(source, target)).isTrue();
        publisher.unpublish(target);
    }

    @Test
    void aMountWhoseHandoverIsGoneIsTakenBack() throws Exception {
        publisher.publish(source, target);
        Files.delete(source);
        publisher.unpublish(target);
        assertThat(target).doesNotExist();
    }

    @Test
    void theHandoverOfAnotherServerIsNotReplaced() throws Exception {
        Path other = Files.createDirectory(source.resolveSibling("other"));
        publisher.publish(source, target);
        assertThatThrownBy(() -> publisher.publish(other, target))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("hand overs/key; unpublish that first");
        assertThat(Files.isSameFile(source, target)).isTrue();
        publisher.unpublish(target);
    }

    @Test
    void whatSomebodyElseMountedStays() throws Exception {
        Path theirs = Files.createDirectory(directory.resolve("theirs"));
        Mount.bind(theirs, Files.createDirectory(target));
        assertThatThrownBy(() -> publisher.publish(source, target)).hasMessageContaining("what others mounted stays");
        assertThatThrownBy(() -> publisher.unpublish(target)).hasMessageContaining("what others mounted stays");
        assertThat(Files.isSameFile(theirs, target)).isTrue();
        Mount.unmount(target);
    }

    @Test
    void filesOfSomebodyElseStay() throws Exception {
        Files.writeString(Files.createDirectory(target).resolve("theirs"), "kept");
        assertThatThrownBy(() -> publisher.publish(source, target)).hasMessageContaining("holds files");
        assertThatThrownBy(() -> publisher.unpublish(target)).hasMessageContaining("holds files");
        assertThat(target.resolve("theirs")).hasContent("kept");
    }

    @Test
    void aLinkOrAFileAtTheTargetStays() throws Exception {
        Files.createSymbolicLink(target, source);
        assertThatThrownBy(() -> publisher.publish(source, target)).hasMessageContaining("is no directory");
        assertThatThrownBy(() -> publisher.unpublish(target)).hasMessageContaining("is no directory");
        assertThat(target).isSymbolicLink();
    }
}
