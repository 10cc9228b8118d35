/* A keyed hash of a text in its field. Source: J.-P. Aumasson, D. J. Bernstein, "SipHash: a fast short-input PRF", 2012,
 * with one round for each word and three at the end, as CPython hashes its own. */
#include "api.h"

#include "cells.h"

#include <string.h>

enum { WORD_BYTES = 8, LAST_ROUNDS = 3 };

typedef struct {
    uint64_t a, b, c, d;
} State;

static inline uint64_t turned(uint64_t word, int bits) { return word << bits | word >> (64 - bits); }

static inline void round_of(State *s) {
    s->a += s->b;
    s->c += s->d;
    s->b = turned(s->b, 13) ^ s->a;
    s->d = turned(s->d, 16) ^ s->c;
    s->a = turned(s->a, 32);
    s->c += s->b;
    s->a += s->d;
    s->b = turned(s->b, 17) ^ s->c;
    s->d = turned(s->d, 21) ^ s->a;
    s->c = turned(s->c, 32);
}

static inline void take_word(State *s, uint64_t word) {
    s->d ^= word;
    round_of(s);
    s->a ^= word;
}

uint64_t hash_of(Seed seed, const void *field, Part text) {
    State s = {seed.low ^ 0x736f6d6570736575, seed.high ^ 0x646f72616e646f6d, seed.low ^ 0x6c7967656e657261,
               seed.high ^ 0x7465646279746573};
    uint64_t word = (uint64_t)(uintptr_t)field;
    const uint8_t *at = text.text;
    take_word(&s, word);
    for (size_t left = text.size / WORD_BYTES; left > 0; left--, at += WORD_BYTES) {
        memcpy(&word, at, sizeof word);
        take_word(&s, word);
    }
    word = (uint64_t)text.size << 56;
    for (size_t i = 0; i < text.size % WORD_BYTES; i++) word |= (uint64_t)at[i] << (8 * i);
    take_word(&s, word);
    s.c ^= 0xff;
    for (int i = 0; i < LAST_ROUNDS; i++) round_of(&s);
    return s.a ^ s.b ^ s.c ^ s.d;
}
