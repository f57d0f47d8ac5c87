#include "commandline.h"

static unsigned int length_until(const char *text, unsigned int limit, char end)
{
    unsigned int length = 0;

    while (length < limit && text[length] != end)
        length++;
    return length;
}

static bool equal(const char *text, unsigned int length, const char *other)
{
    for (unsigned int at = 0; at < length; at++)
        if (!other[at] || text[at] != other[at])
            return false;
    return !other[length];
}

static uint64_t number(const char *text, unsigned int length)
{
    bool hexadecimal = length > 2 && text[0] == '0' && text[1] == 'x';
    uint64_t value = 0;

    for (unsigned int at = hexadecimal ? 2 : 0; at < length; at++) {
        char c = text[at];
        unsigned int digit = c >= 'a' ? (unsigned int)(c - 'a') + 10 : (unsigned int)(c - '0');

        value = value * (hexadecimal ? 16 : 10) + digit;
    }
    return value;
}

bool next_word(const char **text, struct word *word)
{
    while (**text == ' ' || **text == '\n')
        ++*text;
    word->text = *text;
    while (**text && **text != ' ' && **text != '\n')
        ++*text;
    word->length = (unsigned int)(*text - word->text);
    return word->length > 0;
}

bool is_mode(const struct word *word, const char *mode)
{
    return equal(word->text, length_until(word->text, word->length, ':'), mode);
}

uint64_t option(const struct word *word, const char *name, uint64_t otherwise)
{
    unsigned int at = length_until(word->text, word->length, ':') + 1;

    while (at < word->length) {
        const char *entry = word->text + at;
        unsigned int length = length_until(entry, word->length - at, ',');
        unsigned int name_length = length_until(entry, length, '=');

        if (name_length < length && equal(entry, name_length, name))
            return number(entry + name_length + 1, length - name_length - 1);
        at += length + 1;
    }
    return otherwise;
}
