/* A keyed hash of a text in its field. Must never be used under a seed that whoever sends texts could know. Source:
 * J.-P. Aumasson, D. J. Bernstein, "SipHash: a fast short-input PRF", 2012, with one round for each word and three
 * at the end, as CPython hashes its own. */
#include "api.h"

#include "cells.h"
#include "siphash.h"

#include <string.h>

enum { WORD_BYTES = 8, ROUNDS = 1, LAST_ROUNDS = 3 };

uint64_t hash_of(Seed seed, const void *field, Part text) {
    Sip s = sip_begun(seed.low, seed.high);
    uint64_t word = (uint64_t)(uintptr_t)field;
    const uint8_t *at = text.text;
    sip_word(&s, word, ROUNDS);
    for (size_t left = text.size / WORD_BYTES; left > 0; left--, at += WORD_BYTES) {
        memcpy(&word, at, sizeof word);
        sip_word(&s, word, ROUNDS);
    }
    word = (uint64_t)text.size << 56;
    for (size_t i = 0; i < text.size % WORD_BYTES; i++) word |= (uint64_t)at[i] << (8 * i);
    sip_word(&s, word, ROUNDS);
    s.v2 ^= 0xff;
    sip_mix(&s, LAST_ROUNDS);
    return sip_all(&s);
}
