package dev.ioreq.agent.supervisor;

import dev.ioreq.hypervisor.DomainIdentity;
import dev.ioreq.hypervisor.IoreqServerId;
import java.util.Set;
import java.util.function.Function;

/** Does one step. */
final class Executor {

    private final CreationSteps creation;
    private final HandoverSteps handover;
    private final RangeSteps ranges;
    private final EndSteps end;

    Executor(Server server, Observer observer, Function<DomainIdentity, Set<IoreqServerId>> ours) {
        creation = new CreationSteps(server, observer, ours);
        handover = new HandoverSteps(server);
        ranges = new RangeSteps(server);
        end = new EndSteps(server);
    }

    /**
     * @throws dev.ioreq.hypervisor.XenException what the hypervisor answered
     * @throws dev.ioreq.agent.journal.JournalException if something could not be noted
     * @throws dev.ioreq.agent.domains.DomainGoneException if the domain ended meanwhile
     */
    void perform(Step step) {
        if (step instanceof Step.Create) {
            creation.create();
        } else if (step instanceof Step.Claim) {
            creation.claim();
        } else if (step instanceof Step.AcquireFrames) {
            creation.acquireFrames();
        } else if (step instanceof Step.Enable) {
            creation.enable();
        } else if (step instanceof Step.Bind) {
            handover.bind();
        } else if (step instanceof Step.Answer answer) {
            handover.answer(answer.mode());
        } else if (step instanceof Step.HandOver) {
            handover.handOver();
        } else if (step instanceof Step.Resume) {
            handover.resume();
        } else if (step instanceof Step.TurnAway away) {
            handover.turnAway(away.why());
        } else if (step instanceof Step.NoteServing) {
            handover.noteServing();
        } else if (step instanceof Step.Detach) {
            handover.detach();
        } else if (step instanceof Step.Unmap unmap) {
            ranges.unmap(unmap.all());
        } else if (step instanceof Step.TellRanges) {
            ranges.tell();
        } else if (step instanceof Step.Map) {
            ranges.map();
        } else if (step instanceof Step.ShutDownDomain) {
            end.shutDownDomain();
        } else if (step instanceof Step.Disable) {
            end.disable();
        } else if (step instanceof Step.Settle) {
            end.settle();
        } else if (step instanceof Step.Destroy) {
            end.destroy();
        } else if (step instanceof Step.LetGo) {
            end.letGo();
        } else if (step instanceof Step.Forget) {
            end.forget();
        } else {
            throw new IllegalStateException("nothing to do for " + step);
        }
    }

    void release() {
        end.release();
    }
}
