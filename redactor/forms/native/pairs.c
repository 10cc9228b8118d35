/* What was found in a text as who counts sees it: its field's path and the entity of each span. Must never give two
 * kinds one number; one kind may have several. */
#include "api.h"

#include "mixing.h"
#include "spans.h"
#include "telling.h"

static uint64_t mixed(uint64_t hash, PyObject *one) {
    hash = (hash ^ (uint64_t)(uintptr_t)one) * GOLDEN;
    return hash ^ hash >> 29;
}

static int are_same(PyObject *pairs, PyObject *path, PyObject *spans) {
    Py_ssize_t count = PyTuple_Size(spans);
    if (PyTuple_Size(pairs) != count) return 0;
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

/* Number a new kind; -1 with an error. Number 0 is that of nothing. */
static int32_t add_kind(Told *told, PyObject *path, PyObject *spans) {
    size_t number = told->pairs_count == 0 ? 1 : told->pairs_count;
    PyObject **all = with_room(told->pairs, &told->pairs_room, told->pairs_count, 2, sizeof *all);
    if (all == NULL) return -1;
    told->pairs = all;
    PyObject *pairs = number >= INT32_MAX ? NULL : made_of(path, spans);
    if (pairs == NULL) return number >= INT32_MAX ? refuse("kinds of findings") : -1;
    all[0] = number == 1 ? NULL : all[0];
    all[number] = pairs;
    told->pairs_count = number + 1;
    return (int32_t)number;
}

int32_t kind_of_text(Told *told, PyObject *path, PyObject *spans) {
    Py_ssize_t count = PyTuple_Size(spans);
    uint64_t hash = mixed((uint64_t)count, path);
    for (Py_ssize_t i = 0; i < count; i++) {
        PyObject *span = PyTuple_GetItem(spans, i);
        if (!PyTuple_Check(span) || PyTuple_Size(span) != SPAN_FIELDS) return refuse("a span");
        hash = mixed(hash, PyTuple_GetItem(span, ENTITY));
    }
    int32_t *known = &told->known[hash % MOST_PAIRS];
    if (*known > 0 && are_same(told->pairs[*known], path, spans)) return *known;
    int32_t number = add_kind(told, path, spans);
    if (number > 0) *known = number;
    return number;
}
