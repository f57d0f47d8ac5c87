package dev.ioreq.emulator.program;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One {@code --device} argument.
 *
 * @param range the range's name
 * @param model the device's model
 * @param options its keys and values, in the order given
 */
record DeviceSpec(String range, String model, Map<String, String> options) {

    private static final String FORM = "<range-name>=<model>[,key=value...]";

    static DeviceSpec parse(String text) throws UsageException {
        String[] parts = text.split(",", -1);
        int equals = parts[0].indexOf('=');
        if (equals < 1 || equals == parts[0].length() - 1) {
            throw new UsageException("--device " + text + ": expected " + FORM);
        }
        Map<String, String> options = new LinkedHashMap<>();
        for (int at = 1; at < parts.length; at++) {
            int split = parts[at].indexOf('=');
            if (split < 1) {
                throw new UsageException("--device " + text + ": option \"" + parts[at] + "\", expected key=value");
            }
            String key = parts[at].substring(0, split);
            if (options.put(key, parts[at].substring(split + 1)) != null) {
                throw new UsageException("--device " + text + ": option " + key + " stands there twice");
            }
        }
        return new DeviceSpec(parts[0].substring(0, equals), parts[0].substring(equals + 1), options);
    }

    /** As it was written. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(range + "=" + model);
        options.forEach((key, value) -> text.append(',').append(key).append('=').append(value));
        return text.toString();
    }
}
