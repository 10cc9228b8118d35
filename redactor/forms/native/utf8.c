/* Whether a text is UTF-8, and such a text as one of Python's. Must never differ from CPython about that. Source:
 * RFC 3629, 4. */
#include "api.h"

#include "cells.h"

#include <string.h>

enum { WORD_BYTES = 8, MOST_NEAR = 1 << 9, NEAR = 3, ASCII = 0x7F, LATIN = 0xFF };

/* The bytes of the character that begins here, which is not of ASCII; 0 if there is none. */
static inline size_t character(const uint8_t *at, const uint8_t *end) {
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

/* What of a text is behind the words that are ASCII. */
static inline const uint8_t *behind_ascii(const uint8_t *at, const uint8_t *end) {
    for (uint64_t word; end - at >= WORD_BYTES; at += WORD_BYTES) {
        memcpy(&word, at, sizeof word);
        if ((word & 0x8080808080808080) != 0) break;
    }
    return at;
}

int is_utf8(Part text) {
    const uint8_t *at = text.text, *end = at + text.size;
    while ((at = behind_ascii(at, end)) < end) {
        size_t size = *at < 0x80 ? 1 : character(at, end);
        if (size == 0) return 0;
        at += size;
    }
    return 1;
}

/* The code points of a text that is not long, and all their bits; -1 where one is beyond the basic plane, or no UTF-8. */
static Py_ssize_t codes_of(Part text, Py_UCS2 *codes, Py_UCS4 *bits) {
    const uint8_t *at = text.text, *end = at + text.size;
    Py_UCS2 *next = codes;
    Py_UCS4 all = 0;
    while (at < end) {
        Py_UCS4 code = *at;
        size_t size = code <= ASCII ? 1 : character(at, end);
        if (size == 0 || size > NEAR) return -1;
        if (size == 2) code = (code & 0x1F) << 6 | (at[1] & 0x3F);
        if (size == NEAR) code = (code & 0x0F) << 12 | (Py_UCS4)(at[1] & 0x3F) << 6 | (at[2] & 0x3F);
        all |= code;
        *next++ = (Py_UCS2)code;
        at += size;
    }
    *bits = all;
    return next - codes;
}

/* Whether all of a text is ASCII. */
static int is_ascii(Part text) {
    const uint8_t *at = text.text, *end = at + text.size;
    for (at = behind_ascii(at, end); at < end && *at <= ASCII;) at++;
    return at == end;
}

/* A text of ASCII, which is its own. */
static PyObject *ascii_made(Part text) {
    PyObject *made = PyUnicode_New((Py_ssize_t)text.size, ASCII);
    if (made != NULL && text.size > 0) memcpy(PyUnicode_1BYTE_DATA(made), text.text, text.size);
    return made;
}

PyObject *text_made(Part text) {
    Py_UCS2 codes[MOST_NEAR];
    Py_UCS4 bits = 0;
    if (is_ascii(text)) return ascii_made(text);
    Py_ssize_t count = text.size <= MOST_NEAR ? codes_of(text, codes, &bits) : -1;
    if (count < 0) return PyUnicode_DecodeUTF8((const char *)text.text, (Py_ssize_t)text.size, NULL);
    PyObject *made = PyUnicode_New(count, bits);
    if (made == NULL) return NULL;
    if (bits > LATIN) memcpy(PyUnicode_2BYTE_DATA(made), codes, (size_t)count * sizeof *codes);
    else for (Py_ssize_t i = 0; i < count; i++) PyUnicode_1BYTE_DATA(made)[i] = (Py_UCS1)codes[i];
    return made;
}
