/* Findings to spans, of all texts of a batch: the fields of both stand alike. */
#include "api.h"

#include "door.h"

enum { SHORT = 1024 };

/* Whether a text may hold a mask, ours or one of the system upstream: each has one of five signs. A long one may. */
static int may_hold_mask(PyObject *text) {
    uint32_t points[SHORT], found = 0;
    Py_ssize_t length = PyUnicode_GetLength(text);
    if (length > SHORT) return 1;
    if (length < 0 || (length > 0 && PyUnicode_AsUCS4(text, points, length, 0) == NULL)) return -1;
    for (Py_ssize_t i = 0; i < length; i++) {
        uint32_t c = points[i];
        found |= (c == '*') | (c == '_') | (c == '<') | (c == '^') | (c == 0xFF0A);
    }
    return (int)found;
}

/* Whether a finding becomes a span as it stands, asked as Python asks: offsets may be numbers of another library. -1 with
 * an error. */
static int is_plain(PyObject *finding) {
    if (!PyTuple_Check(finding) || PyTuple_Size(finding) != FIELDS || PyTuple_GetItem(finding, MASKED) != Py_False)
        return 0;
    return PyObject_RichCompareBool(PyTuple_GetItem(finding, START), PyTuple_GetItem(finding, END), Py_LT);
}

static PyObject *span_of(PyTypeObject *kind, allocfunc alloc, PyObject *finding) {
    PyObject *span = alloc(kind, FIELDS);
    for (Py_ssize_t i = 0; span != NULL && i < FIELDS; i++)
        PyTuple_SetItem(span, i, Py_NewRef(PyTuple_GetItem(finding, i)));
    return span;
}

/* The spans of a text in which something was found, if it is plain; None where it is not, NULL with an error. */
static PyObject *plain_spans(PyTypeObject *kind, allocfunc alloc, PyObject *text, PyObject *findings) {
    Py_ssize_t count = PyTuple_Size(findings);
    int plain = count == 0 ? 1 : may_hold_mask(text);
    if (count > 0 && plain >= 0) plain = !plain;
    for (Py_ssize_t i = 0; plain > 0 && i < count; i++) plain = is_plain(PyTuple_GetItem(findings, i));
    if (plain <= 0) return plain < 0 ? NULL : Py_NewRef(Py_None);
    PyObject *spans = PyTuple_New(count);
    for (Py_ssize_t i = 0; spans != NULL && i < count; i++) {
        PyObject *span = span_of(kind, alloc, PyTuple_GetItem(findings, i));
        if (span == NULL) Py_CLEAR(spans);
        else PyTuple_SetItem(spans, i, span);
    }
    return spans;
}

PyObject *spans_of(PyObject *self, PyObject *args) {
    (void)self;
    PyObject *texts, *found, *kind, *others;
    if (!PyArg_ParseTuple(args, "O!O!OO", &PyList_Type, &texts, &PyList_Type, &found, &kind, &others)) return NULL;
    if (!is_class_of_tuples(kind) || PyList_Size(texts) != PyList_Size(found))
        return refuse("texts, what was found in each, and a class of tuples"), NULL;
    allocfunc alloc = (allocfunc)PyType_GetSlot((PyTypeObject *)kind, Py_tp_alloc);
    PyObject *all = PyList_New(PyList_Size(texts));
    for (Py_ssize_t i = 0; all != NULL && i < PyList_Size(all); i++) {
        PyObject *text = PyList_GetItem(texts, i), *findings = text == NULL ? NULL : PyList_GetItem(found, i);
        PyObject *spans = NULL;
        if (findings != NULL && !(PyUnicode_Check(text) && PyTuple_Check(findings))) refuse("a text and its findings");
        else if (findings != NULL) spans = plain_spans((PyTypeObject *)kind, alloc, text, findings);
        if (spans == Py_None) {
            Py_DecRef(spans);
            spans = PyObject_CallFunctionObjArgs(others, text, findings, NULL);
        }
        if (spans == NULL) Py_CLEAR(all);
        else PyList_SetItem(all, i, spans);
    }
    return all;
}
