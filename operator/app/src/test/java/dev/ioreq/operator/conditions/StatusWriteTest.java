package dev.ioreq.operator.conditions;

import static dev.ioreq.crds.common.ConditionType.READY;
import static dev.ioreq.crds.common.ConditionType.STALLED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ioreq.crds.common.ConditionReason;
import dev.ioreq.operator.conditions.StatusWrite.News;
import dev.ioreq.operator.testing.HandClock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StatusWriteTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final HandClock CLOCK = new HandClock();
    private static final Conditions NOT_LOOKED_AT = Conditions.of(List.of());
    private static final Conditions READY_NOW =
            NOT_LOOKED_AT.with(READY, Finding.yes(ConditionReason.READY, "."), 1, CLOCK);
    private static final Conditions ON_ITS_WAY =
            NOT_LOOKED_AT.with(READY, Finding.no(ConditionReason.CREATING, "."), 1, CLOCK);
    private static final Conditions STUCK =
            ON_ITS_WAY.with(STALLED, Finding.yes(ConditionReason.NO_GRANT, "."), 1, CLOCK);

    @ParameterizedTest
    @EnumSource(News.class)
    void whatIsWrittenAlreadyIsNeverWritten(News news) {
        assertThat(decide(false, READY_NOW, READY_NOW, news, Duration.ofDays(1)))
                .isEqualTo(new StatusWrite.Never());
        assertThat(decide(false, ON_ITS_WAY, ON_ITS_WAY, news, Duration.ofDays(1)))
                .isEqualTo(new StatusWrite.Never());
    }

    @ParameterizedTest
    @EnumSource(News.class)
    void readyIsWrittenAtOnce(News news) {
        assertThat(decide(true, NOT_LOOKED_AT, READY_NOW, news, Duration.ZERO)).isEqualTo(new StatusWrite.Now());
        assertThat(decide(true, READY_NOW, READY_NOW, news, Duration.ZERO))
                .as("another field of a Ready server")
                .isEqualTo(new StatusWrite.Now());
    }

    @Test
    void readyLostIsWrittenAtOnce() {
        assertThat(decide(true, READY_NOW, ON_ITS_WAY, News.PROGRESS, Duration.ZERO))
                .isEqualTo(new StatusWrite.Now());
        assertThat(decide(true, READY_NOW, ON_ITS_WAY, News.WRONG, Duration.ZERO))
                .isEqualTo(new StatusWrite.Now());
    }

    @Test
    void readyLostBecauseSomebodyAskedForItIsProgress() {
        assertThat(decide(true, READY_NOW, ON_ITS_WAY, News.ASKED_FOR, Duration.ZERO))
                .isEqualTo(new StatusWrite.Later(PATIENCE));
    }

    @Test
    void whatIsWrongIsWrittenAtOnce() {
        assertThat(decide(true, NOT_LOOKED_AT, ON_ITS_WAY, News.WRONG, Duration.ZERO))
                .isEqualTo(new StatusWrite.Now());
    }

    @Test
    void becomingStuckOrUnstuckIsWrittenAtOnce() {
        assertThat(decide(true, ON_ITS_WAY, STUCK, News.PROGRESS, Duration.ZERO))
                .isEqualTo(new StatusWrite.Now());
        assertThat(decide(true, STUCK, ON_ITS_WAY, News.PROGRESS, Duration.ZERO))
                .isEqualTo(new StatusWrite.Now());
    }

    @Test
    void progressIsWrittenOnlyWhenItHasStoodStill() {
        assertThat(decide(true, NOT_LOOKED_AT, ON_ITS_WAY, News.PROGRESS, Duration.ofSeconds(4)))
                .isEqualTo(new StatusWrite.Later(Duration.ofSeconds(6)));
        assertThat(decide(true, NOT_LOOKED_AT, ON_ITS_WAY, News.PROGRESS, PATIENCE))
                .isEqualTo(new StatusWrite.Now());
        assertThat(decide(true, NOT_LOOKED_AT, ON_ITS_WAY, News.PROGRESS, PATIENCE.plusDays(1)))
                .isEqualTo(new StatusWrite.Now());
    }

    private static StatusWrite decide(boolean differs, Conditions before, Conditions after, News news, Duration still) {
        return StatusWrite.decide(differs, before, after, news, still, PATIENCE);
    }
}
