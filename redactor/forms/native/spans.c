/* Texts and spans as Python gives them. Must never raise over an odd one: whoever asks leaves it to Python. */
#include "api.h"

#include "spans.h"

int text_of(PyObject *given, Text *text) {
    Py_ssize_t size = 0;
    const char *bytes = given == NULL || !PyUnicode_Check(given) ? NULL : PyUnicode_AsUTF8AndSize(given, &size);
    if (bytes == NULL) {
        PyErr_Clear();
        return 0;
    }
    *text = (Text){(const uint8_t *)bytes, (const uint8_t *)bytes + size, PyUnicode_GetLength(given)};
    return 1;
}

int ends_in(PyObject *span, Py_ssize_t fields, Py_ssize_t length, Py_ssize_t *start, Py_ssize_t *end) {
    if (span == NULL || !PyTuple_Check(span) || PyTuple_Size(span) != fields) return 0;
    *start = PyLong_AsSsize_t(PyTuple_GetItem(span, START));
    *end = PyLong_AsSsize_t(PyTuple_GetItem(span, END));
    if ((*start == -1 || *end == -1) && PyErr_Occurred()) {
        PyErr_Clear();
        return 0;
    }
    return 0 <= *start && *start < *end && *end <= length;
}

Text part_between(Text text, Py_ssize_t start, Py_ssize_t end) {
    const uint8_t *first = skipped(text, start);
    Text rest = {first, text.end, text.length - start};
    return (Text){first, skipped(rest, end - start), end - start};
}
