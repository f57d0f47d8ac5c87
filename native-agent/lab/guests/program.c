/*
 * Runs a program as the simulated hypervisor's guests do, and writes down what each processor prints and sees (witness.h). The words after
 * "program" are its instructions, each for the processor that the last "cpu" word named; a processor without any halts.
 *
 *   cpu:n=0  in:port=,size=,expect=  out:port=,size=,value=  read:at=,size=,expect=  write:at=,size=,value=
 *   await:port=            until it reads other than all ones
 *   print:port= TEXT       as a Linux early console does; the text in hexadecimal digits
 *   sleep:ms=  clock:back= (HVM, seconds)  shutdown:reason=  halt
 *   loop ... end           for ever
 *   repeat:times= ... end
 */
#include "cpus.h"
#include "hypercall.h"
#include "modes.h"
#include "report.h"
#include "sized.h"
#include "time.h"
#include "witness.h"
#include <stdbool.h>
#include <stddef.h>

#define LINE_STATUS       5
#define TRANSMITTER_EMPTY 0x20
#define NOT_YET           20 /* ms */
#define LONGEST_PAUSE     2000
#define NOTHING_EXPECTED  0xdeadbeefdeadbeefull

struct cpu {
    unsigned int number;
    bool halted;
};

static uint64_t ask(const struct cpu *cpu, bool memory, uint64_t at, unsigned int size)
{
    uint64_t value;

    begin_access(cpu->number);
    value = memory ? memory_read(at, size) : port_in((uint16_t)at, size);
    end_access(cpu->number);
    return value;
}

static void tell(const struct cpu *cpu, bool memory, uint64_t at, unsigned int size, uint64_t value)
{
    begin_access(cpu->number);
    if (memory)
        memory_write(at, size, value);
    else
        port_out((uint16_t)at, size, value);
    end_access(cpu->number);
}

static void saw(const struct cpu *cpu, enum sight_kind kind, uint64_t at, unsigned int size, uint64_t value, bool wrong)
{
    write_down_sight((struct sight){
        .cpu = (uint8_t)cpu->number,
        .kind = (uint8_t)kind,
        .size = (uint8_t)size,
        .wrong = wrong,
        .at = at,
        .value = value,
    });
}

static void look(const struct cpu *cpu, bool memory, const struct word *word)
{
    uint64_t at = option(word, memory ? "at" : "port", 0);
    unsigned int size = (unsigned int)option(word, "size", 1);
    uint64_t expected = option(word, "expect", NOTHING_EXPECTED), value = ask(cpu, memory, at, size);

    saw(cpu, memory ? SAW_READ : SAW_IN, at, size, value, expected != NOTHING_EXPECTED && expected != value);
}

static void await(const struct cpu *cpu, uint16_t port)
{
    uint64_t value, pause = NOT_YET;

    /* Ever more seldom: each question takes the one physical processor from whoever is to answer. */
    while ((value = ask(cpu, false, port, 1)) == 0xff) {
        sleep_milliseconds(cpu->number, pause);
        pause = pause * 2 < LONGEST_PAUSE ? pause * 2 : LONGEST_PAUSE;
    }
    saw(cpu, SAW_AWAIT, port, 1, value, false);
}

static void print_letter(const struct cpu *cpu, uint16_t port, char letter)
{
    while (!(ask(cpu, false, (uint16_t)(port + LINE_STATUS), 1) & TRANSMITTER_EMPTY))
        sleep_milliseconds(cpu->number, NOT_YET);
    tell(cpu, false, port, 1, (uint8_t)letter);
    write_down_letter(letter);
}

static unsigned int digit(char c) { return (unsigned int)(c <= '9' ? c - '0' : c - 'a' + 10); }

static void print(const struct cpu *cpu, uint16_t port, const struct word *digits)
{
    for (unsigned int at = 0; at + 1 < digits->length; at += 2)
        print_letter(cpu, port, (char)(digit(digits->text[at]) << 4 | digit(digits->text[at + 1])));
}

static void perform(struct cpu *cpu, const char **text, const struct word *word)
{
    uint16_t port = (uint16_t)option(word, "port", 0);
    unsigned int size = (unsigned int)option(word, "size", 1);
    struct word digits;

    if (is_mode(word, "in"))
        look(cpu, false, word);
    else if (is_mode(word, "read"))
        look(cpu, true, word);
    else if (is_mode(word, "out"))
        tell(cpu, false, port, size, option(word, "value", 0));
    else if (is_mode(word, "write"))
        tell(cpu, true, option(word, "at", 0), size, option(word, "value", 0));
    else if (is_mode(word, "await"))
        await(cpu, port);
    else if (is_mode(word, "print") && next_word(text, &digits))
        print(cpu, port, &digits);
    else if (is_mode(word, "sleep"))
        sleep_milliseconds(cpu->number, option(word, "ms", 0));
    else if (is_mode(word, "clock"))
        set_clock_back((unsigned int)option(word, "back", 1));
    else if (is_mode(word, "shutdown"))
        shut_down((unsigned int)option(word, "reason", SHUTDOWN_poweroff));
    else if (is_mode(word, "halt"))
        cpu->halted = true;
    else
        check(false, "program: unknown instruction at: %s", word->text);
}

/* Runs, or only skips, what stands before the "end" that closes the block (or before the next processor); returns what follows. */
static const char *run_block(struct cpu *cpu, const char *text, bool skip)
{
    struct word word;

    for (const char *next = text; !cpu->halted && next_word(&next, &word); text = next) {
        if (is_mode(&word, "cpu"))
            break;
        if (is_mode(&word, "end"))
            return next;
        if (is_mode(&word, "loop") || is_mode(&word, "repeat")) {
            uint64_t times = is_mode(&word, "loop") ? UINT64_MAX : option(&word, "times", 0);

            for (uint64_t n = 0; n < times && !skip && !cpu->halted; n++)
                run_block(cpu, next, false);
            next = run_block(cpu, next, true);
        } else if (!skip)
            perform(cpu, &next, &word);
    }
    return text;
}

static void run(unsigned int number, void *program)
{
    struct cpu cpu = {.number = number};
    const char *text = program;
    struct word word;

    while (next_word(&text, &word))
        if (is_mode(&word, "cpu") && option(&word, "n", 0) == number)
            run_block(&cpu, text, false);
    saw(&cpu, SAW_HALT, 0, 0, 0, false);
}

static unsigned int cpus_of(const char *text)
{
    struct word word;
    unsigned int last = 0;

    while (next_word(&text, &word))
        if (is_mode(&word, "cpu") && option(&word, "n", 0) > last)
            last = (unsigned int)option(&word, "n", 0);
    return last + 1;
}

void run_program(const struct word *word)
{
    const char *program = word->text + word->length;
    unsigned int cpus = cpus_of(program);

    prepare_time();
    open_witness(cpus);
    on_cpus(cpus, run, (void *)program);
    sleep_for_ever();
}
