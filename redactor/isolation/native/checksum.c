/* CRC-32C, which Kafka puts before a set's records (RFC 3720, appendix B.4), by the processor where it can. Must
 * never differ from what the table gives. */
#include "api.h"

#include "door.h"

#include <string.h>

enum { POLYNOMIAL = 0x82F63B78, SLICES = 8 }; /* Castagnoli's, its bits turned round */

static uint32_t table[SLICES][256];

/* Of each byte, and of each byte before so many zeros: eight bytes take eight looks, none waits for another. */
void make_table(void) {
    for (uint32_t byte = 0; byte < 256; byte++) {
        uint32_t rest = byte;
        for (int bit = 0; bit < 8; bit++) rest = rest >> 1 ^ (rest & 1 ? POLYNOMIAL : 0);
        table[0][byte] = rest;
    }
    for (int slice = 1; slice < SLICES; slice++)
        for (int byte = 0; byte < 256; byte++)
            table[slice][byte] = table[slice - 1][byte] >> 8 ^ table[0][table[slice - 1][byte] & 0xFF];
}

static uint32_t by_byte(uint32_t rest, const uint8_t *at, const uint8_t *end) {
    while (at < end) rest = rest >> 8 ^ table[0][(rest ^ *at++) & 0xFF];
    return rest;
}

static uint32_t by_table(uint32_t rest, const uint8_t *at, size_t size) {
    const uint8_t *end = at + size;
    for (; end - at >= SLICES; at += SLICES) {
        uint8_t mixed[4] = {(uint8_t)rest, (uint8_t)(rest >> 8), (uint8_t)(rest >> 16), (uint8_t)(rest >> 24)};
        rest = 0;
        for (int i = 0; i < SLICES; i++) rest ^= table[SLICES - 1 - i][at[i] ^ (i < 4 ? mixed[i] : 0)];
    }
    return by_byte(rest, at, end);
}

/* With BY_TABLE the other way is taken here, too: for those who test it. */
#if defined(__x86_64__) && defined(__GNUC__) && !defined(BY_TABLE)
__attribute__((target("sse4.2"))) static uint32_t by_processor(uint32_t rest, const uint8_t *at, size_t size) {
    const uint8_t *end = at + size;
    uint64_t wide = rest, eight;
    for (; end - at >= 8; at += 8) {
        memcpy(&eight, at, 8);
        wide = __builtin_ia32_crc32di(wide, eight);
    }
    return by_byte((uint32_t)wide, at, end);
}

static uint32_t grown(uint32_t rest, const uint8_t *at, size_t size) {
    return __builtin_cpu_supports("sse4.2") ? by_processor(rest, at, size) : by_table(rest, at, size);
}
#else
static uint32_t grown(uint32_t rest, const uint8_t *at, size_t size) { return by_table(rest, at, size); }
#endif

PyObject *checksum(PyObject *self, PyObject *const *args, Py_ssize_t given) {
    (void)self;
    char *bytes;
    Py_ssize_t size;
    if (given != 4) return refuse("a checksum so far, bytes, and from where to where");
    if (PyBytes_AsStringAndSize(args[1], &bytes, &size) < 0) return NULL;
    unsigned long before = PyLong_AsUnsignedLong(args[0]);
    Py_ssize_t begin = PyErr_Occurred() ? 0 : PyLong_AsSsize_t(args[2]);
    Py_ssize_t end = PyErr_Occurred() ? 0 : PyLong_AsSsize_t(args[3]);
    if (PyErr_Occurred()) return NULL;
    if (begin < 0 || end < begin || end > size || before > UINT32_MAX) return refuse("from where to where");
    const uint8_t *at = (const uint8_t *)bytes + begin;
    return PyLong_FromUnsignedLong(~grown(~(uint32_t)before, at, (size_t)(end - begin)) & UINT32_MAX);
}
