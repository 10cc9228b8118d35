/* JSON's escapes: taken out of a string that is read, put into what is written. */
#ifndef REDACTOR_ESCAPES_H
#define REDACTOR_ESCAPES_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

/* Memory that is written from its beginning. */
typedef struct {
    uint8_t *start;
    size_t size, most;
} Room;

/* Write bytes; 0 if there is no room for them. */
static inline int append(Room *room, const uint8_t *bytes, size_t size) {
    if (size > room->most - room->size) return 0;
    memcpy(room->start + room->size, bytes, size);
    room->size += size;
    return 1;
}

/* Write one byte; 0 if there is no room for it. */
static inline int append_byte(Room *room, uint8_t byte) {
    if (room->size == room->most) return 0;
    room->start[room->size++] = byte;
    return 1;
}

/* Where the first sign stands that a string has only escaped, or that escapes: a quote, a backslash, a control
 * character; the end, if there is none. Sixteen bytes at a time where there are such, else eight. */
static inline const uint8_t *next_escaped(const uint8_t *at, const uint8_t *end) {
#if defined(__SSE2__)
    const __m128i quote = _mm_set1_epi8('"'), slash = _mm_set1_epi8('\\'), control = _mm_set1_epi8(0x1F);
    for (; end - at >= (ptrdiff_t)sizeof quote; at += sizeof quote) {
        __m128i some = _mm_loadu_si128((const __m128i *)(const void *)at);
        __m128i low = _mm_cmpeq_epi8(_mm_max_epu8(some, control), control);
        int hits = _mm_movemask_epi8(_mm_or_si128(low, _mm_or_si128(_mm_cmpeq_epi8(some, quote), _mm_cmpeq_epi8(some, slash))));
        if (hits != 0) return at + __builtin_ctz((unsigned)hits);
    }
#endif
    const uint64_t ones = 0x0101010101010101, tops = 0x8080808080808080;
    for (uint64_t word; end - at >= (ptrdiff_t)sizeof word; at += sizeof word) {
        memcpy(&word, at, sizeof word);
        uint64_t quotes = word ^ ones * '"', slashes = word ^ ones * '\\';
        word = (((quotes - ones) & ~quotes) | ((slashes - ones) & ~slashes) | ((word - ones * 0x20) & ~word)) & tops;
        if (word == 0) continue;
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
        return at + __builtin_ctzll(word) / 8; /* those behind the first may be none */
#else
        break;
#endif
    }
    while (at < end && *at >= 0x20 && *at != '"' && *at != '\\') at++;
    return at;
}

/* Write what a string says, given what stands between its quotes. 0 if an escape is none of JSON's, or
 * half of a pair of surrogates, or if there is no room. */
int unescape(Room *room, const uint8_t *text, const uint8_t *end);

/* Write a text as it stands in a string in a string … in a document; 0 if there is no room. */
int escape(Room *room, const uint8_t *text, size_t size, int times);

/* The bytes that this takes. */
size_t escaped_size(const uint8_t *text, size_t size, int times);

#endif
