/* Whether a run of the alphabet of base64 may be a text that holds a value.
 *
 * The same as `may_hide` of recognizers/hidden.py. Decodes into a few bytes at a time and keeps
 * none of them.
 */
#include "scan.h"

enum { LEAST_DIGITS = 6, NUMBER = 7, WHOLE = 1 << 20 };

/* What is known of the bytes so far. */
typedef struct {
    size_t digits, in_row;
    int high, at, number;
    int utf8, tail;      /* still well-formed, and bytes that must follow */
    uint8_t low, top;    /* what the next of them may be */
    int gb2312, second;  /* still of the older set, and a second byte must follow */
} Bytes;

static void take_utf8(Bytes *bytes, uint8_t byte) {
    if (bytes->tail) {
        if (byte < bytes->low || byte > bytes->top) bytes->utf8 = 0;
        bytes->tail--;
        bytes->low = 0x80;
        bytes->top = 0xBF;
        return;
    }
    if (byte < 0x80) return;
    bytes->low = 0x80;
    bytes->top = 0xBF;
    if (byte >= 0xC2 && byte <= 0xDF) bytes->tail = 1;
    else if (byte >= 0xE0 && byte <= 0xEF) bytes->tail = 2;
    else if (byte >= 0xF0 && byte <= 0xF4) bytes->tail = 3;
    else bytes->utf8 = 0;
    if (byte == 0xE0) bytes->low = 0xA0;
    if (byte == 0xED) bytes->top = 0x9F;
    if (byte == 0xF0) bytes->low = 0x90;
    if (byte == 0xF4) bytes->top = 0x8F;
}

static void take_gb2312(Bytes *bytes, uint8_t byte) {
    if (bytes->second) {
        if (byte < 0xA1 || byte > 0xFE) bytes->gb2312 = 0;
        bytes->second = 0;
    } else if (byte >= 0x80) {
        if ((byte >= 0xA1 && byte <= 0xA3) || (byte >= 0xB0 && byte <= 0xF7)) bytes->second = 1;
        else bytes->gb2312 = 0;
    }
}

static void take(Bytes *bytes, uint8_t byte) {
    int digit = byte >= '0' && byte <= '9';
    bytes->high |= byte >= 0x80;
    bytes->at |= byte == '@';
    bytes->digits += (size_t)digit;
    bytes->in_row = digit ? bytes->in_row + 1 : 0;
    bytes->number |= bytes->in_row >= NUMBER;
    take_utf8(bytes, byte);
    take_gb2312(bytes, byte);
}

static uint32_t six_bits(uint32_t code) {
    if (code >= 'A' && code <= 'Z') return code - 'A';
    if (code >= 'a' && code <= 'z') return code - 'a' + 26;
    if (code >= '0' && code <= '9') return code - '0' + 52;
    return code == '+' || code == '-' ? 62 : 63;
}

/* A unit of UTF-16 that people write: ASCII, Chinese signs, Han, full width. */
static int is_written(uint32_t unit) {
    return (unit >= 0x20 && unit < 0x7F) || unit == 9 || unit == 10 || unit == 13 ||
           (unit >= 0x3000 && unit < 0x3040) || (unit >= 0x4E00 && unit <= 0x9FFF) ||
           (unit >= 0xFF00 && unit <= 0xFFEF);
}

/* Bytes that are a text in UTF-16 with ASCII in it, the great end first or the little one: most others end at once. */
static int is_utf16(const Text *text, size_t start, size_t end, int great) {
    uint32_t word = 0, first = 0;
    int held = 0, odd = 0, ascii = 0;
    for (size_t i = start; i < end; i++) {
        word = (word << 6 | six_bits(text->codes[i])) & 0xFFFFFF;
        held += 6;
        if (held < 8) continue;
        held -= 8;
        uint32_t byte = word >> held & 0xFF, unit = great ? first << 8 | byte : byte << 8 | first;
        if (odd && !is_written(unit)) return 0;
        ascii |= odd && unit >= 0x20 && unit < 0x7F;
        first = byte;
        odd = !odd;
    }
    return ascii && !odd;
}

/* A byte among them that no text has: most numbers end here. */
static int is_binary(const Text *text, size_t start, size_t end) {
    uint32_t word = 0;
    int held = 0;
    for (size_t i = start; i < end; i++) {
        word = (word << 6 | six_bits(text->codes[i])) & 0xFFFFFF;
        held += 6;
        if (held < 8) continue;
        held -= 8;
        uint32_t byte = word >> held & 0xFF;
        if ((byte < 32 && byte != 9 && byte != 10 && byte != 13) || byte == 127) return 1;
    }
    return 0;
}

int may_hide(const Text *text, size_t start, size_t end) {
    size_t equals = end, letter = start;
    while (equals < text->size && equals < end + 3 && text->codes[equals] == '=') equals++;
    if (equals == end + 3 || end - start > WHOLE) return 1;
    if ((end - start) % 4 == 1) return 0;
    while (letter < end && !is(text, letter, LETTERS)) letter++;
    if (letter == end) return 0;
    if (is_binary(text, start, end)) return is_utf16(text, start, end, 0) || is_utf16(text, start, end, 1);
    Bytes bytes = {.utf8 = 1, .gb2312 = 1};
    uint32_t word = 0;
    int held = 0;
    for (size_t i = start; i < end; i++) {
        word = (word << 6 | six_bits(text->codes[i])) & 0xFFFFFF;
        held += 6;
        if (held >= 8) {
            held -= 8;
            take(&bytes, (uint8_t)(word >> held));
        }
    }
    if (!(bytes.utf8 && !bytes.tail) && !(bytes.gb2312 && !bytes.second) && !bytes.number) return 0;
    return bytes.high || bytes.at || bytes.digits >= LEAST_DIGITS;
}
