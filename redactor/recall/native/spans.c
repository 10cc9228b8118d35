/* Findings to spans, of all texts of a batch: the fields of both stand alike, so that a finding that nobody else
 * holds becomes one where it stands. Must never change one that somebody else holds. */
#include "api.h"

#include "door.h"

/* One of the signs that every mask has, ours or one of the system upstream. */
static inline int is_of_mask(uint32_t code) {
    return (code == '*') | (code == '_') | (code == '<') | (code == '^') | (code == 0xFF0A);
}

/* Whether a text may hold a mask. */
static int may_hold_mask(PyObject *text) {
    int found = 0;
    Py_ssize_t length = PyUnicode_GetLength(text); /* from here on it is ready to be read */
    if (length < 0) return -1;
    if (PyUnicode_KIND(text) == PyUnicode_1BYTE_KIND) {
        const Py_UCS1 *codes = PyUnicode_1BYTE_DATA(text);
        for (Py_ssize_t i = 0; i < length; i++) found |= is_of_mask(codes[i]);
    } else if (PyUnicode_KIND(text) == PyUnicode_2BYTE_KIND) {
        const Py_UCS2 *codes = PyUnicode_2BYTE_DATA(text);
        for (Py_ssize_t i = 0; i < length; i++) found |= is_of_mask(codes[i]);
    } else {
        const Py_UCS4 *codes = PyUnicode_4BYTE_DATA(text);
        for (Py_ssize_t i = 0; i < length; i++) found |= is_of_mask(codes[i]);
    }
    return found;
}

/* Whether a finding becomes a span as it stands, asked as Python asks: offsets may be numbers of another library. -1 with
 * an error. */
static int is_plain(PyObject *finding) {
    if (!PyTuple_Check(finding) || PyTuple_Size(finding) != FIELDS || PyTuple_GetItem(finding, MASKED) != Py_False)
        return 0;
    return PyObject_RichCompareBool(PyTuple_GetItem(finding, START), PyTuple_GetItem(finding, END), Py_LT);
}

enum { HOLDERS = 2 }; /* of findings that nobody else holds: the list, and this call */

/* Whether a finding may be made a span where it stands: nobody else holds it, and Python would let its class be set. */
static int is_ours(PyObject *finding, const PyTypeObject *kind) {
    const PyTypeObject *type = Py_TYPE(finding);
    unsigned long heap = type->tp_flags & kind->tp_flags & Py_TPFLAGS_HEAPTYPE;
    unsigned long fixed = (type->tp_flags | kind->tp_flags) & Py_TPFLAGS_IMMUTABLETYPE;
    return Py_REFCNT(finding) == 1 && heap && !fixed && type->tp_base == &PyTuple_Type &&
           kind->tp_base == &PyTuple_Type && type->tp_basicsize == kind->tp_basicsize &&
           type->tp_itemsize == kind->tp_itemsize && type->tp_dealloc == kind->tp_dealloc &&
           type->tp_free == kind->tp_free && type->tp_dictoffset == kind->tp_dictoffset &&
           type->tp_weaklistoffset == kind->tp_weaklistoffset;
}

static int are_ours(PyObject *findings, const PyTypeObject *kind) {
    if (!PyTuple_CheckExact(findings) || Py_REFCNT(findings) != HOLDERS) return 0;
    for (Py_ssize_t i = 0; i < PyTuple_Size(findings); i++)
        if (!is_ours(PyTuple_GetItem(findings, i), kind)) return 0;
    return 1;
}

/* Set the class of what nobody else holds: most spans are no new objects. */
static void retype(PyObject *findings, PyTypeObject *kind) {
    for (Py_ssize_t i = 0; i < PyTuple_Size(findings); i++) {
        PyObject *one = PyTuple_GetItem(findings, i);
        PyTypeObject *type = Py_TYPE(one);
        Py_INCREF(kind);
        Py_SET_TYPE(one, kind);
        Py_DECREF(type);
    }
}

static PyObject *copies(PyObject *findings, PyTypeObject *kind) {
    PyObject *spans = PyTuple_New(PyTuple_Size(findings));
    for (Py_ssize_t i = 0; spans != NULL && i < PyTuple_Size(findings); i++) {
        PyObject *span = tuple_of((PyObject *)kind, &PyTuple_GET_ITEM(PyTuple_GetItem(findings, i), 0), FIELDS);
        if (span == NULL) Py_CLEAR(spans);
        else PyTuple_SetItem(spans, i, span);
    }
    return spans;
}

/* The spans of a text in which something was found, if it is plain; None where it is not, NULL with an error. */
static PyObject *plain_spans(PyTypeObject *kind, PyObject *text, PyObject *findings) {
    Py_ssize_t count = PyTuple_Size(findings);
    if (count == 0) return PyTuple_New(0);
    int plain = may_hold_mask(text);
    if (plain >= 0) plain = !plain;
    for (Py_ssize_t i = 0; plain > 0 && i < count; i++) plain = is_plain(PyTuple_GetItem(findings, i));
    if (plain <= 0) return plain < 0 ? NULL : Py_NewRef(Py_None);
    if (!are_ours(findings, kind)) return copies(findings, kind);
    retype(findings, kind);
    return Py_NewRef(findings);
}

/* The spans of a text; those that are not plain are the others'. NULL with an error. */
static PyObject *spans_in(PyObject *kind, PyObject *text, PyObject *findings, PyObject *others) {
    if (!PyUnicode_Check(text) || !PyTuple_Check(findings)) return refuse("a text and its findings"), NULL;
    PyObject *spans = plain_spans((PyTypeObject *)kind, text, findings);
    if (spans != Py_None) return spans;
    Py_DECREF(spans);
    return PyObject_CallFunctionObjArgs(others, text, findings, NULL);
}

PyObject *spans_of(PyObject *self, PyObject *args) {
    (void)self;
    PyObject *texts, *found, *kind, *others;
    if (!PyArg_ParseTuple(args, "O!O!OO", &PyList_Type, &texts, &PyList_Type, &found, &kind, &others)) return NULL;
    if (!is_class_of_tuples(kind) || PyList_Size(texts) != PyList_Size(found))
        return refuse("texts, what was found in each, and a class of tuples"), NULL;
    PyObject *all = PyList_New(PyList_Size(texts));
    for (Py_ssize_t i = 0; all != NULL && i < PyList_Size(all); i++) {
        PyObject *text = Py_XNewRef(PyList_GetItem(texts, i)); /* what is asked of a finding may change the lists */
        PyObject *findings = text == NULL ? NULL : Py_XNewRef(PyList_GetItem(found, i));
        PyObject *spans = findings == NULL ? NULL : spans_in(kind, text, findings, others);
        Py_XDECREF(text);
        Py_XDECREF(findings);
        if (spans == NULL) Py_CLEAR(all);
        else PyList_SetItem(all, i, spans);
    }
    return all;
}
