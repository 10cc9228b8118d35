/* Factors by which hashes are spread. Must never be the only thing between a sender and texts that fall together: both
 * are known to everybody.
 *
 * Source: D. E. Knuth, The Art of Computer Programming 3, 6.4: a word's range by the golden ratio, to the next odd
 * number for 64 bits and to a prime for 32.
 */
#ifndef REDACTOR_MIXING_H
#define REDACTOR_MIXING_H

#include <stdint.h>

static const uint64_t GOLDEN = 0x9E3779B97F4A7C15;
static const uint32_t SHORT_GOLDEN = 0x9E3779B1;

#endif
