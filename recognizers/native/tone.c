/* How much the characters around a span are those of talk: recognizers/names/tone.py. */
#include "api.h"

#include "door.h"

enum { FIRST_HAN = 0x3400, LAST_HAN = 0x9FFF };

typedef struct {
    long sum, count;
} Tone;

/* Add the levels of the Han characters of a stretch. */
static void add(Tone *tone, const int8_t *levels, PyObject *text, Py_ssize_t start, Py_ssize_t end) {
    for (Py_ssize_t at = start; at < end; at++) {
        Py_UCS4 code = PyUnicode_ReadChar(text, at);
        if (code < FIRST_HAN || code > LAST_HAN) continue;
        tone->sum += levels[code];
        tone->count++;
    }
}

PyObject *tone_of(PyObject *self, PyObject *args) {
    (void)self;
    Py_buffer levels;
    PyObject *text;
    Py_ssize_t start, end, reach, prior;
    if (!PyArg_ParseTuple(args, "y*Unnnn", &levels, &text, &start, &end, &reach, &prior)) return NULL;
    Py_ssize_t size = PyUnicode_GetLength(text);
    Tone tone = {0};
    if (levels.len != 65536) refuse("the size of a table");
    else if (start < 0 || start > size || end < 0 || end > size || reach < 0 || prior < 1) refuse("a span");
    else {
        add(&tone, levels.buf, text, start > reach ? start - reach : 0, start);
        add(&tone, levels.buf, text, end, size - end > reach ? end + reach : size);
    }
    PyBuffer_Release(&levels);
    return PyErr_Occurred() ? NULL : PyFloat_FromDouble((double)tone.sum / (double)(tone.count + (long)prior));
}
