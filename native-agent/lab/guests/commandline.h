/* The command line: words "mode" or "mode:option=number,option=number", done one after the other. */
#pragma once
#include <stdbool.h>
#include <stdint.h>

struct word {
    const char *text;
    unsigned int length;
};

/* Takes the next word off *text; false at the end. */
bool next_word(const char **text, struct word *word);

/* Is the word's mode this one? */
bool is_mode(const struct word *word, const char *mode);

/* The option's number (decimal, or hexadecimal with 0x), or otherwise if the word does not have it. */
uint64_t option(const struct word *word, const char *name, uint64_t otherwise);
