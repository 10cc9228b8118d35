/* Takes JSON's escapes out of a string, and puts them in again as few as a compact writer does. Must never write
 * beyond its room, nor take half of a pair of surrogates for a character. */
#include "escapes.h"

enum { UNIT_DIGITS = 4, HIGH = 0xD800, LOW = 0xDC00, BEHIND_LOW = 0xE000 };

/* One UTF-16 unit of four hex digits; -1 if it is none. */
static int32_t unit_of(const uint8_t *at, const uint8_t *end) {
    int32_t unit = 0;
    if (end - at < UNIT_DIGITS) return -1;
    for (int i = 0; i < UNIT_DIGITS; i++) {
        uint8_t c = at[i], letter = c | 0x20;
        if (c >= '0' && c <= '9') unit = unit << 4 | (c - '0');
        else if (letter >= 'a' && letter <= 'f') unit = unit << 4 | (letter - 'a' + 10);
        else return -1;
    }
    return unit;
}

static int append_utf8(Room *room, uint32_t code) {
    uint8_t bytes[4];
    size_t more = code < 0x80 ? 0 : code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
    static const uint8_t lead[] = {0, 0xC0, 0xE0, 0xF0};
    for (size_t i = more; i > 0; i--, code >>= 6) bytes[i] = (uint8_t)(0x80 | (code & 0x3F));
    bytes[0] = (uint8_t)(lead[more] | code);
    return append(room, bytes, more + 1);
}

/* The character of a \u whose digits begin here, with the \u behind it where it needs two; gives what
 * stands behind both, NULL if it is no character. */
static const uint8_t *take_unit(Room *room, const uint8_t *at, const uint8_t *end) {
    int32_t code = unit_of(at, end);
    if (code < 0 || (code >= LOW && code < BEHIND_LOW)) return NULL;
    at += UNIT_DIGITS;
    if (code >= HIGH && code < LOW) {
        if (end - at < 2 || at[0] != '\\' || at[1] != 'u') return NULL;
        int32_t low = unit_of(at + 2, end);
        if (low < LOW || low >= BEHIND_LOW) return NULL;
        code = 0x10000 + ((code - HIGH) << 10) + (low - LOW);
        at += 2 + UNIT_DIGITS;
    }
    return append_utf8(room, (uint32_t)code) ? at : NULL;
}

/* What an escape says, from behind its backslash; gives what stands behind it, NULL if it is none. */
static const uint8_t *take_escape(Room *room, const uint8_t *at, const uint8_t *end) {
    static const uint8_t letters[] = "\"\\/bfnrt", said[] = "\"\\/\b\f\n\r\t";
    if (at == end) return NULL;
    if (*at == 'u') return take_unit(room, at + 1, end);
    const uint8_t *letter = memchr(letters, *at, sizeof letters - 1);
    return letter != NULL && append(room, said + (letter - letters), 1) ? at + 1 : NULL;
}

int unescape(Room *room, const uint8_t *text, const uint8_t *end) {
    const uint8_t *at = text;
    while (at < end) {
        const uint8_t *from = at;
        const uint8_t *slash = memchr(at, '\\', (size_t)(end - at));
        at = slash == NULL ? end : slash;
        if (!append(room, from, (size_t)(at - from))) return 0;
        if (at < end && (at = take_escape(room, at + 1, end)) == NULL) return 0;
    }
    return 1;
}

/* What stands for a sign: so many backslashes, and something behind them. */
typedef struct {
    size_t slashes, size;
    uint8_t rest[5];
} Escape;

/* What is escaped so many times, once at least: each time, a backslash becomes two. */
static Escape escape_of(uint8_t c, int times) {
    static const uint8_t hex[] = "0123456789abcdef", letters[] = "btn\0fr";
    size_t slashes = (size_t)1 << times;
    if (c == '\\') return (Escape){slashes, 0, {0}};
    if (c == '"') return (Escape){slashes - 1, 1, {c}};
    if (c >= '\b' && c <= '\r' && c != '\v') return (Escape){slashes / 2, 1, {letters[c - '\b']}};
    return (Escape){slashes / 2, 5, {'u', '0', '0', hex[c >> 4], hex[c & 0xF]}};
}

int escape(Room *room, const uint8_t *text, size_t size, int times) {
    if (times == 0) return append(room, text, size);
    for (const uint8_t *at = text, *end = text + size; at < end;) {
        const uint8_t *from = at;
        at = next_escaped(at, end);
        if (!append(room, from, (size_t)(at - from))) return 0;
        if (at == end) break;
        Escape sign = escape_of(*at++, times);
        for (size_t i = 0; i < sign.slashes; i++)
            if (!append(room, (const uint8_t *)"\\", 1)) return 0;
        if (!append(room, sign.rest, sign.size)) return 0;
    }
    return 1;
}

size_t escaped_size(const uint8_t *text, size_t size, int times) {
    size_t more = 0;
    const uint8_t *end = text + size;
    for (const uint8_t *at = times > 0 ? next_escaped(text, end) : end; at < end; at = next_escaped(at + 1, end)) {
        Escape sign = escape_of(*at, times);
        more += sign.slashes + sign.size - 1;
    }
    return size + more;
}
