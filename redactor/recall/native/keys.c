/* Keys: SipHash-2-4 with 128 bits of output over what a field says and a text. Must never make one without this
 * process's secret.
 *
 * Source: Aumasson and Bernstein, "SipHash: a fast short-input PRF", 2012, and the longer output of their reference
 * implementation. Its message is, for each of the two texts: a word of how wide its code points are written and how
 * many there are, and they themselves, as Python keeps them: in as few bytes each as the largest needs; with zeros up
 * to a whole word. So no two pairs of texts have one message.
 */
#include "api.h"

#include "door.h"

#include <string.h>

enum { WORD = 8, ROUNDS = 2, LAST_ROUNDS = 4 };

static inline void add_word(Keyed *k, uint64_t word) { sip_word(&k->sip, word, ROUNDS); }

void begin_key(Keyed *keyed, const uint64_t secret[2]) {
    *keyed = (Keyed){sip_begun(secret[0], secret[1]), 0};
    keyed->sip.v1 ^= 0xee;
}

Key end_key(Keyed keyed) {
    Key key;
    add_word(&keyed, keyed.size << 56);
    keyed.sip.v2 ^= 0xee;
    sip_mix(&keyed.sip, LAST_ROUNDS);
    key.low = sip_all(&keyed.sip);
    keyed.sip.v1 ^= 0xdd;
    sip_mix(&keyed.sip, LAST_ROUNDS);
    key.high = sip_all(&keyed.sip);
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
