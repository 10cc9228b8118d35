/* The rounds of SipHash: of texts in a batch (1-3) and of what is remembered (2-4).
 *
 * Source: J.-P. Aumasson, D. J. Bernstein, "SipHash: a fast short-input PRF", 2012.
 */
#ifndef REDACTOR_SIPHASH_H
#define REDACTOR_SIPHASH_H

#include <stdint.h>

typedef struct {
    uint64_t v0, v1, v2, v3;
} Sip;

static inline Sip sip_begun(uint64_t low, uint64_t high) {
    return (Sip){low ^ 0x736f6d6570736575, high ^ 0x646f72616e646f6d, low ^ 0x6c7967656e657261, high ^ 0x7465646279746573};
}

static inline uint64_t sip_turned(uint64_t word, int bits) { return word << bits | word >> (64 - bits); }

static inline void sip_mix(Sip *s, int rounds) {
    for (int i = 0; i < rounds; i++) {
        s->v0 += s->v1;
        s->v1 = sip_turned(s->v1, 13) ^ s->v0;
        s->v0 = sip_turned(s->v0, 32);
        s->v2 += s->v3;
        s->v3 = sip_turned(s->v3, 16) ^ s->v2;
        s->v0 += s->v3;
        s->v3 = sip_turned(s->v3, 21) ^ s->v0;
        s->v2 += s->v1;
        s->v1 = sip_turned(s->v1, 17) ^ s->v2;
        s->v2 = sip_turned(s->v2, 32);
    }
}

static inline void sip_word(Sip *s, uint64_t word, int rounds) {
    s->v3 ^= word;
    sip_mix(s, rounds);
    s->v0 ^= word;
}

static inline uint64_t sip_all(const Sip *s) { return s->v0 ^ s->v1 ^ s->v2 ^ s->v3; }

#endif
