/* What was found in a text as who counts sees it: its field's path and the entity of each span. */
#include "api.h"

#include "door.h"
#include "pairs.h"
#include "spans.h"

static uint64_t mixed(uint64_t hash, PyObject *one) {
    hash = (hash ^ (uint64_t)(uintptr_t)one) * 0x9E3779B97F4A7C15u;
    return hash ^ hash >> 29;
}

static int are_same(PyObject *pairs, PyObject *path, PyObject *spans) {
    Py_ssize_t count = PyTuple_Size(spans);
    if (pairs == NULL || PyTuple_Size(pairs) != count) return 0;
    for (Py_ssize_t i = 0; i < count; i++) {
        PyObject *pair = PyTuple_GetItem(pairs, i);
        if (PyTuple_GetItem(pair, 0) != path || PyTuple_GetItem(pair, 1) != PyTuple_GetItem(PyTuple_GetItem(spans, i), ENTITY))
            return 0;
    }
    return 1;
}

static PyObject *made_of(PyObject *path, PyObject *spans) {
    Py_ssize_t count = PyTuple_Size(spans);
    PyObject *pairs = PyTuple_New(count);
    for (Py_ssize_t i = 0; pairs != NULL && i < count; i++) {
        PyObject *pair = PyTuple_Pack(2, path, PyTuple_GetItem(PyTuple_GetItem(spans, i), ENTITY));
        if (pair == NULL) Py_CLEAR(pairs);
        else PyTuple_SetItem(pairs, i, pair);
    }
    return pairs;
}

PyObject *pairs_of(Pairs *known, PyObject *path, PyObject *spans) {
    Py_ssize_t count = PyTuple_Size(spans);
    uint64_t hash = mixed((uint64_t)count, path);
    for (Py_ssize_t i = 0; i < count; i++) {
        PyObject *span = PyTuple_GetItem(spans, i);
        if (!PyTuple_Check(span) || PyTuple_Size(span) != SPAN_FIELDS) return refuse("a span"), NULL;
        hash = mixed(hash, PyTuple_GetItem(span, ENTITY));
    }
    PyObject **pairs = &known->pairs[hash % MOST_PAIRS];
    if (!are_same(*pairs, path, spans)) {
        PyObject *made = made_of(path, spans);
        if (made == NULL) return NULL;
        Py_XDECREF(*pairs);
        *pairs = made;
    }
    return Py_NewRef(*pairs);
}

void drop_pairs(Pairs *known) {
    for (int i = 0; i < MOST_PAIRS; i++) Py_CLEAR(known->pairs[i]);
}
