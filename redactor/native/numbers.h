/* Numbers in as few bytes as they need, as Kafka's format 2 has them.
 *
 * Source: Kafka protocol guide, "Record Batch", format 2: lengths and numbers as zigzag varints, -1 for null.
 */
#ifndef REDACTOR_NUMBERS_H
#define REDACTOR_NUMBERS_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum { LONGEST_NUMBER = 10, LAST_SHIFT = 63 };

static inline uint64_t zigzag(int64_t number) { return ((uint64_t)number << 1) ^ (uint64_t)(number >> 63); }

static inline size_t number_size(int64_t number) {
    size_t size = 1;
    for (uint64_t rest = zigzag(number); rest > 0x7F; rest >>= 7) size++;
    return size;
}

/* These write where there is room, and give what is behind it. */
static inline uint8_t *put_number(uint8_t *at, int64_t number) {
    uint64_t rest = zigzag(number);
    for (; rest > 0x7F; rest >>= 7) *at++ = (uint8_t)(rest | 0x80);
    *at++ = (uint8_t)rest;
    return at;
}

static inline uint8_t *put_bytes(uint8_t *at, const void *bytes, size_t size) {
    if (size > 0) memcpy(at, bytes, size);
    return at + size;
}

/* Read a number, and move on; 0 if there is none. */
static inline int get_number(const uint8_t **at, const uint8_t *end, int64_t *number) {
    uint64_t value = 0;
    for (int shift = 0; *at < end && shift <= LAST_SHIFT; shift += 7) {
        uint8_t byte = *(*at)++;
        if (shift == LAST_SHIFT && byte > 1) return 0;
        value |= (uint64_t)(byte & 0x7F) << shift;
        if (byte < 0x80) {
            if (byte == 0 && shift > 0) return 0; /* longer than it need be: a broker refuses some such */
            *number = (int64_t)(value >> 1) ^ -(int64_t)(value & 1);
            return 1;
        }
    }
    return 0;
}

#endif
