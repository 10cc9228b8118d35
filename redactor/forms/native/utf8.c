/* Whether a text is UTF-8, without making it one of Python's. Source: RFC 3629, 4. */
#include "api.h"

#include "cells.h"

#include <string.h>

enum { WORD_BYTES = 8 };

/* The bytes of the character that begins here, which is not of ASCII; 0 if there is none. */
static size_t character(const uint8_t *at, const uint8_t *end) {
    uint8_t lead = at[0], least = 0x80, most = 0xBF;
    size_t size = lead >= 0xC2 && lead <= 0xDF ? 2 : lead >= 0xE0 && lead <= 0xEF ? 3 : lead >= 0xF0 && lead <= 0xF4 ? 4 : 0;
    if (size == 0 || (size_t)(end - at) < size) return 0;
    if (lead == 0xE0) least = 0xA0; /* else it would have a shorter form */
    if (lead == 0xED) most = 0x9F;  /* half of a pair of surrogates */
    if (lead == 0xF0) least = 0x90;
    if (lead == 0xF4) most = 0x8F; /* the last is U+10FFFF */
    if (at[1] < least || at[1] > most) return 0;
    for (size_t i = 2; i < size; i++)
        if ((at[i] & 0xC0) != 0x80) return 0;
    return size;
}

int is_utf8(Part text) {
    const uint8_t *at = text.text, *end = at + text.size;
    while (at < end) {
        uint64_t word;
        if (end - at >= WORD_BYTES) {
            memcpy(&word, at, sizeof word);
            if ((word & 0x8080808080808080) == 0) {
                at += WORD_BYTES;
                continue;
            }
        }
        size_t size = *at < 0x80 ? 1 : character(at, end);
        if (size == 0) return 0;
        at += size;
    }
    return 1;
}
