/* Takes the command line and does what its words say, one after the other; how it ends is a word too. */
#include "commandline.h"
#include "hypercall.h"
#include "modes.h"
#include "report.h"
#include <stddef.h>
#include <xen/arch-x86/hvm/start_info.h>

static const struct {
    const char *name;
    void (*run)(const struct word *word);
} modes[] = {
    {"wait", await_registers}, {"uart", print_boot_text}, {"accesses", try_accesses},
    {"strings", try_strings},  {"cpus", use_all_cpus},    {"pci", configure_pci},
    {"bench", measure},        {"flood", ask_for_ever},   {"vga", draw},
    {"clock", set_clock},      {"script", run_script},    {"program", run_program},
};

static const struct {
    const char *name;
    unsigned int reason;
} ends[] = {
    {"poweroff", SHUTDOWN_poweroff},
    {"reboot", SHUTDOWN_reboot},
    {"crash", SHUTDOWN_crash},
};

/* The first module holds it: what would be the BIOS of an HVM guest, the ramdisk of a PVH guest. A PVH guest without one is told by xl. */
static const char *command_line(const struct hvm_start_info *info)
{
    if (info->nr_modules)
        return (const char *)((const struct hvm_modlist_entry *)info->modlist_paddr)->paddr;
    if (info->cmdline_paddr)
        return (const char *)info->cmdline_paddr;
    return "";
}

static void run(const struct word *word)
{
    for (size_t n = 0; n < sizeof modes / sizeof *modes; n++)
        if (is_mode(word, modes[n].name)) {
            modes[n].run(word);
            return;
        }
    for (size_t n = 0; n < sizeof ends / sizeof *ends; n++)
        if (is_mode(word, ends[n].name)) {
            report_result();
            shut_down(ends[n].reason);
        }
    check(false, "command line: unknown word at: %s", word->text);
}

void guest_main(const struct hvm_start_info *info)
{
    const char *text;
    struct word word;

    prepare_hypercalls();
    text = command_line(info);
    report("guest: %s", text);
    while (next_word(&text, &word))
        run(&word);
    report_result();
    sleep_for_ever();
}
