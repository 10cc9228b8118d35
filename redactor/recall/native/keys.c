/* Keys: SipHash-2-4 with 128 bits of output over what a field says and a text.
 *
 * Source: Aumasson and Bernstein, "SipHash: a fast short-input PRF", 2012, and the longer output of their reference
 * implementation. Its message is, for each of the two texts: a word of how wide its code points are written and how
 * many there are, and they themselves, in as few bytes each as the largest needs, with zeros up to a whole word. So no
 * two pairs of texts have one message.
 */
#include "api.h"

#include "door.h"

#include <string.h>

enum { SHORT = 1024, WORD = 8, WIDEST = 4 };

static inline uint64_t turned(uint64_t word, int bits) { return word << bits | word >> (64 - bits); }

static inline void mix(Keyed *k, int rounds) {
    for (int i = 0; i < rounds; i++) {
        k->v0 += k->v1;
        k->v1 = turned(k->v1, 13) ^ k->v0;
        k->v0 = turned(k->v0, 32);
        k->v2 += k->v3;
        k->v3 = turned(k->v3, 16) ^ k->v2;
        k->v0 += k->v3;
        k->v3 = turned(k->v3, 21) ^ k->v0;
        k->v2 += k->v1;
        k->v1 = turned(k->v1, 17) ^ k->v2;
        k->v2 = turned(k->v2, 32);
    }
}

static inline void add_word(Keyed *k, uint64_t word) {
    k->v3 ^= word;
    mix(k, 2);
    k->v0 ^= word;
}

void begin_key(Keyed *keyed, const uint64_t secret[2]) {
    keyed->v0 = secret[0] ^ 0x736f6d6570736575;
    keyed->v1 = secret[1] ^ 0x646f72616e646f6d ^ 0xee;
    keyed->v2 = secret[0] ^ 0x6c7967656e657261;
    keyed->v3 = secret[1] ^ 0x7465646279746573;
    keyed->size = 0;
}

Key end_key(Keyed keyed) {
    Key key;
    add_word(&keyed, keyed.size << 56);
    keyed.v2 ^= 0xee;
    mix(&keyed, 4);
    key.low = keyed.v0 ^ keyed.v1 ^ keyed.v2 ^ keyed.v3;
    keyed.v1 ^= 0xdd;
    mix(&keyed, 4);
    key.high = keyed.v0 ^ keyed.v1 ^ keyed.v2 ^ keyed.v3;
    return key;
}

/* Write code points in as few bytes each as the largest needs; how many that are. */
static size_t narrow(const uint32_t *restrict points, size_t length, uint8_t *restrict bytes) {
    uint32_t all = 0;
    for (size_t i = 0; i < length; i++) all |= points[i];
    if (all < 0x100) {
        for (size_t i = 0; i < length; i++) bytes[i] = (uint8_t)points[i];
        return 1;
    }
    if (all < 0x10000) {
        for (size_t i = 0; i < length; i++) {
            uint16_t unit = (uint16_t)points[i];
            memcpy(bytes + 2 * i, &unit, sizeof unit);
        }
        return 2;
    }
    memcpy(bytes, points, WIDEST * length);
    return WIDEST;
}

/* Add code points; `bytes` has room for as many of the widest and a word. */
static void add_points(Keyed *keyed, const uint32_t *points, size_t length, uint8_t *bytes) {
    size_t width = narrow(points, length, bytes), size = width * length;
    memset(bytes + size, 0, WORD);
    Keyed now = *keyed; /* in registers */
    add_word(&now, (uint64_t)width << 56 | length);
    size_t at = 0;
    for (; at < size; at += WORD) {
        uint64_t word;
        memcpy(&word, bytes + at, sizeof word);
        add_word(&now, word);
    }
    now.size += WORD + at;
    *keyed = now;
}

int add_text(Keyed *keyed, PyObject *text) {
    uint32_t few[SHORT], *points = few;
    uint8_t few_bytes[WIDEST * SHORT + WORD], *bytes = few_bytes;
    Py_ssize_t length = PyUnicode_GetLength(text);
    if (length < 0) return -1;
    if (length > SHORT) {
        points = PyMem_Malloc((size_t)length * 2 * WIDEST + WORD);
        if (points == NULL) return PyErr_NoMemory(), -1;
        bytes = (uint8_t *)(points + length);
    }
    int done = length == 0 || PyUnicode_AsUCS4(text, points, length, 0) != NULL ? 0 : -1;
    if (done == 0) add_points(keyed, points, (size_t)length, bytes);
    if (points != few) PyMem_Free(points);
    return done;
}

PyObject *digest_of(PyObject *self, PyObject *args) {
    (void)self;
    const char *secret;
    Py_ssize_t size;
    PyObject *said, *text;
    if (!PyArg_ParseTuple(args, "y#UU", &secret, &size, &said, &text)) return NULL;
    if (size != SECRET) return refuse("a secret of 16 bytes"), NULL;
    uint64_t words[2];
    memcpy(words, secret, sizeof words);
    Keyed keyed;
    begin_key(&keyed, words);
    if (add_text(&keyed, said) < 0 || add_text(&keyed, text) < 0) return NULL;
    Key key = end_key(keyed);
    return PyBytes_FromStringAndSize((const char *)&key, sizeof key);
}
