package dev.ioreq.emulator.example;

import dev.ioreq.emulator.device.DeviceModel;
import java.util.random.RandomGenerator;

/** Offset 0: reading throws the dice. Offset 1: how many sides they have, 6 at first. */
final class Dice implements DeviceModel {

    private final RandomGenerator chance;
    private int sides = 6;

    Dice(RandomGenerator chance) {
        this.chance = chance;
    }

    @Override
    public long read(long offset, int size) {
        return offset == 0 ? 1 + chance.nextInt(sides) : sides;
    }

    @Override
    public void write(long offset, int size, long value) {
        if (offset == 1 && (value & 0xFF) != 0) {
            sides = (int) value & 0xFF;
        }
    }
}
