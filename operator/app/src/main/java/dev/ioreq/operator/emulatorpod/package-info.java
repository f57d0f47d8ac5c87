/** The emulator's pod: a pure function from template to pod, a pure decision what to do with the pod that is there, and the doing. */
package dev.ioreq.operator.emulatorpod;
