/* What the guest can be told to do. Each mode reads its options from its word of the command line. */
#pragma once
#include "commandline.h"

void await_registers(const struct word *word); /* wait:port          until the register file answers */
void print_boot_text(const struct word *word); /* uart:port,lines,bytes */
void try_accesses(const struct word *word);    /* accesses:port,memory */
void try_strings(const struct word *word);     /* strings:port,memory */
void use_all_cpus(const struct word *word);    /* cpus:port,count,requests */
void configure_pci(const struct word *word);   /* pci:bus,device,function */
void measure(const struct word *word);         /* bench:port,memory,requests */
void ask_for_ever(const struct word *word);    /* flood:port,count,every,requests,rest */
void draw(const struct word *word);            /* vga:writes              HVM */
void set_clock(const struct word *word);       /* clock:minutes           HVM */
void run_script(const struct word *word);      /* script, and then the accesses: see script.c */
void run_program(const struct word *word);     /* program, and then its words: see program.c */

/* Sets the CMOS clock back by seconds: in the middle of a minute and at the begin of a second, so that nothing else moves it meanwhile. */
void set_clock_back(unsigned int seconds);
