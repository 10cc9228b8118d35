/* Keys: SipHash-2-4 with 128 bits of output over what a field says and a text.
 *
 * Source: Aumasson and Bernstein, "SipHash: a fast short-input PRF", 2012, and the longer output of their reference
 * implementation. Its message is, for each of the two texts: a word of how wide its code points are written and how
 * many there are, and they themselves, as Python keeps them: in as few bytes each as the largest needs; with zeros up
 * to a whole word. So no two pairs of texts have one message.
 */
#include "api.h"

#include "door.h"

#include <string.h>

enum { WORD = 8 };

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

int add_text(Keyed *keyed, PyObject *text) {
    Py_ssize_t length = PyUnicode_GetLength(text); /* from here on it is ready to be read */
    if (length < 0) return -1;
    size_t width = PyUnicode_KIND(text), size = width * (size_t)length, at = 0;
    const char *bytes = PyUnicode_DATA(text);
    Keyed now = *keyed; /* in registers */
    uint64_t word;
    add_word(&now, (uint64_t)width << 56 | (uint64_t)length);
    for (; size - at >= WORD; at += WORD) {
        memcpy(&word, bytes + at, WORD);
        add_word(&now, word);
    }
    if (at < size) {
        word = 0;
        memcpy(&word, bytes + at, size - at);
        add_word(&now, word);
        at += WORD;
    }
    now.size += WORD + at;
    *keyed = now;
    return 0;
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
