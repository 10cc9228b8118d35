/* A record and the masks of its texts in, its masked copy out. */
#define Py_LIMITED_API 0x030B0000
#define PY_SSIZE_T_CLEAN
#include <Python.h>

#include "blank.h"
#include "door.h"

#include <string.h>

/* A record's copy under way. */
typedef struct {
    PyObject *record, *cells, *masks;
    Py_ssize_t cell; /* the next to be written */
    size_t size;     /* of what is written: key, value, headers with their names */
} Copy;

/* The next cell's mask, NULL where the value stays; -1 with an error. */
static int next_mask(Copy *copy, PyObject **mask) {
    *mask = told_of(copy->masks, copy->cells, copy->cell++);
    if (*mask == NULL) return -1;
    if (*mask == Py_None) *mask = NULL;
    else if (!PyBytes_Check(*mask)) return refuse("a mask");
    return 0;
}

/* The masks of a document's values; gives the size that the document then has, -1 with an error. */
static Py_ssize_t take_masks(Copy *copy, const uint32_t *ends, Py_ssize_t count, size_t size, PyObject **masks) {
    Py_ssize_t grown = (Py_ssize_t)size;
    uint32_t least = 0;
    for (Py_ssize_t i = 0; i < count; i++) {
        uint32_t start = ends[ENDS * i], end = ends[ENDS * i + 1];
        if (start < least || end < start || end > size) return refuse("the ends of values");
        least = end;
        if (next_mask(copy, &masks[i]) < 0) return -1;
        if (masks[i] != NULL) grown += PyBytes_Size(masks[i]) - (Py_ssize_t)(end - start);
    }
    return grown;
}

static PyObject *written_value(Copy *copy, const uint32_t *ends, Py_ssize_t count) {
    PyObject *masks[MOST_SLOTS], *raw = PyTuple_GetItem(copy->record, VALUE);
    Part value;
    if (part_of(raw, &value) < 0 || value.text == NULL) return refuse("a value"), NULL;
    Py_ssize_t size = take_masks(copy, ends, count, value.size, masks);
    PyObject *written = size < 0 ? NULL : PyBytes_FromStringAndSize(NULL, size);
    if (written == NULL) return NULL;
    char *to = PyBytes_AsString(written);
    size_t done = 0;
    for (Py_ssize_t i = 0; i < count; i++) {
        if (masks[i] == NULL) continue;
        size_t kept = ends[ENDS * i] - done, masked = (size_t)PyBytes_Size(masks[i]);
        memcpy(to, value.text + done, kept);
        memcpy(to + kept, PyBytes_AsString(masks[i]), masked);
        to += kept + masked;
        done = ends[ENDS * i + 1];
    }
    memcpy(to, value.text + done, value.size - done);
    copy->size += (size_t)size;
    return written;
}

/* A key or a header's value: its mask, or itself; null stays null. */
static PyObject *written_plain(Copy *copy, PyObject *raw) {
    PyObject *mask = NULL;
    Part part;
    if (raw == NULL) return NULL;
    if (raw == Py_None) return Py_NewRef(raw);
    if (next_mask(copy, &mask) < 0) return NULL;
    PyObject *written = mask == NULL ? raw : mask;
    if (part_of(written, &part) < 0) return NULL;
    copy->size += part.size;
    return Py_NewRef(written);
}

static PyObject *written_headers(Copy *copy) {
    PyObject *raw = headers_of(copy->record);
    PyObject *all = raw == NULL ? NULL : PyTuple_New(PyTuple_Size(raw));
    for (Py_ssize_t i = 0; all != NULL && i < PyTuple_Size(raw); i++) {
        PyObject *header = PyTuple_GetItem(raw, i), *value = NULL, *both = NULL;
        Part name, part;
        if (header_of(header, &name, &part) == 0) value = written_plain(copy, PyTuple_GetItem(header, 1));
        if (value != NULL) both = PyTuple_Pack(2, PyTuple_GetItem(header, 0), value);
        Py_XDECREF(value);
        if (both == NULL) Py_CLEAR(all);
        else {
            copy->size += name.size;
            PyTuple_SetItem(all, i, both);
        }
    }
    return all;
}

PyObject *write_record(PyObject *self, PyObject *const *args, Py_ssize_t given) {
    (void)self;
    char *ends;
    Py_ssize_t bytes;
    if (given != 4 || !PyTuple_Check(args[1]) || !PyList_Check(args[3]) || headers_of(args[0]) == NULL)
        return refuse("a record, its cells, their ends and the masks of all cells"), NULL;
    if (PyBytes_AsStringAndSize(args[2], &ends, &bytes) < 0) return NULL;
    Py_ssize_t count = bytes / (Py_ssize_t)(ENDS * sizeof(uint32_t));
    if (count > MOST_SLOTS || count > PyTuple_Size(args[1])) return refuse("the ends of values"), NULL;
    Copy copy = {args[0], args[1], args[3], 0, 0};
    PyObject *value = written_value(&copy, (const uint32_t *)(const void *)ends, count);
    PyObject *key = value == NULL ? NULL : written_plain(&copy, PyTuple_GetItem(args[0], KEY));
    PyObject *headers = key == NULL ? NULL : written_headers(&copy);
    PyObject *size = headers == NULL ? NULL : PyLong_FromSize_t(copy.size);
    PyObject *all = size == NULL ? NULL : PyTuple_Pack(4, key, value, headers, size);
    Py_XDECREF(value);
    Py_XDECREF(key);
    Py_XDECREF(headers);
    Py_XDECREF(size);
    return all;
}
