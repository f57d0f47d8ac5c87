package dev.ioreq.agent.lab;

import dev.ioreq.protocol.agent.BufferedIo;
import dev.ioreq.protocol.agent.DeclaredServer;
import dev.ioreq.protocol.agent.DomainSelector;
import dev.ioreq.protocol.agent.Interval;
import dev.ioreq.protocol.agent.IoRange;
import dev.ioreq.protocol.agent.LostAction;
import dev.ioreq.protocol.agent.WhenEmulatorLost;
import java.util.List;
import java.util.Locale;

/**
 * A declaration as words: {@code domain=NAME} or {@code domid=N}, {@code port=RANGE:0x500-0x57f}, {@code memory=RANGE:0xa0000-0xbffff},
 * {@code buffered=off|legacy|atomic} (off), {@code after=SECONDS} (0), {@code action=fence|hold|shutdown_domain} (fence),
 * {@code enabled=true|false} (true), {@code generation=N} (1).
 */
final class DeclarationWords {

    private DeclarationWords() {}

    static DeclaredServer parse(String key, List<String> words) {
        DeclaredServer.Builder server = DeclaredServer.newBuilder()
                .setKey(key)
                .setGeneration(1)
                .setNamespace("lab")
                .setName(key)
                .setEnabled(true)
                .setBufferedIo(BufferedIo.BUFFERED_IO_OFF);
        WhenEmulatorLost.Builder lost = WhenEmulatorLost.newBuilder().setAction(LostAction.LOST_ACTION_FENCE);
        for (String word : words) {
            String value = word.substring(word.indexOf('=') + 1);
            switch (word.substring(0, Math.max(0, word.indexOf('=')))) {
                case "domain" -> server.setDomain(DomainSelector.newBuilder().setName(value));
                case "domid" -> server.setDomain(DomainSelector.newBuilder().setId(Integer.parseInt(value)));
                case "port" -> server.addRanges(named(value).setPort(interval(value)));
                case "memory" -> server.addRanges(named(value).setMemory(interval(value)));
                case "buffered" -> server.setBufferedIo(BufferedIo.valueOf("BUFFERED_IO_" + upper(value)));
                case "after" -> lost.setAfterSeconds(Integer.parseInt(value));
                case "action" -> lost.setAction(LostAction.valueOf("LOST_ACTION_" + upper(value)));
                case "enabled" -> server.setEnabled(Boolean.parseBoolean(value));
                case "generation" -> server.setGeneration(Long.parseLong(value));
                default -> throw new IllegalArgumentException("unknown word " + word);
            }
        }
        return server.setWhenEmulatorLost(lost).build();
    }

    private static IoRange.Builder named(String range) {
        return IoRange.newBuilder().setName(range.substring(0, range.indexOf(':')));
    }

    private static Interval interval(String range) {
        String[] ends = range.substring(range.indexOf(':') + 1).split("-");
        return Interval.newBuilder()
                .setFirst(Long.decode(ends[0]))
                .setLast(Long.decode(ends[1]))
                .build();
    }

    private static String upper(String value) {
        return value.toUpperCase(Locale.ROOT);
    }
}
