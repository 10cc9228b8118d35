/* The results of a batch as objects, for who asks for them: those that were made out of what `made.h` has. Must
 * never read beyond the bytes that it is given. */
#include "api.h"

#include "door.h"
#include "made.h"
#include "numbers.h"

/* What is given, borrowed. */
typedef struct {
    PyObject *kinds, *targets, *places, *output, *masked;
    const uint8_t *copies, *spots;
    size_t copies_size, spots_size;
} Opening;

/* A copy's bytes that are left. */
typedef struct {
    const uint8_t *at, *end;
} Left;

static int bytes_at(PyObject *tuple, Py_ssize_t at, const uint8_t **start, size_t *size) {
    Part part;
    if (part_of(PyTuple_GetItem(tuple, at), &part) < 0) return -1;
    *start = part.text;
    *size = part.size;
    return part.text == NULL ? refuse("bytes") : 0;
}

/* The next part; NULL with an error. */
static PyObject *next_part(Left *left, int is_text) {
    int64_t size;
    if (!get_number(&left->at, left->end, &size) || size > left->end - left->at || (size < 0 && is_text))
        return refuse("a copy"), NULL;
    if (size < 0) return Py_NewRef(Py_None);
    const char *start = (const char *)left->at;
    left->at += size;
    return is_text ? PyUnicode_DecodeUTF8(start, (Py_ssize_t)size, NULL) : PyBytes_FromStringAndSize(start, (Py_ssize_t)size);
}

static PyObject *next_header(Left *left) {
    PyObject *name = next_part(left, 1), *value = name == NULL ? NULL : next_part(left, 0);
    PyObject *both = value == NULL ? NULL : PyTuple_Pack(2, name, value);
    Py_XDECREF(name);
    Py_XDECREF(value);
    return both;
}

static PyObject *headers_left(Left *left) {
    int64_t count;
    if (!get_number(&left->at, left->end, &count) || count < 0 || count > (left->end - left->at) / 2)
        return refuse("a copy"), NULL;
    PyObject *all = PyTuple_New((Py_ssize_t)count);
    for (int64_t i = 0; all != NULL && i < count; i++) {
        PyObject *header = next_header(left);
        if (header == NULL) Py_CLEAR(all);
        else PyTuple_SetItem(all, (Py_ssize_t)i, header);
    }
    return all;
}

static PyObject *output_of(const Opening *opening, const Spot *spot, PyObject *targets, Py_ssize_t view) {
    size_t size;
    const uint8_t *copy = copy_at(opening->copies, opening->copies_size, spot->start, (size_t)view, &size);
    if (copy == NULL) return refuse("a copy"), NULL;
    Left left = {copy, copy + size};
    PyObject *key = next_part(&left, 0), *value = key == NULL ? NULL : next_part(&left, 0);
    PyObject *headers = value == NULL ? NULL : headers_left(&left);
    PyObject *fields[] = {PyTuple_GetItem(targets, view), key, value, headers};
    PyObject *made = headers == NULL ? NULL : new_of(opening->output, fields, 4);
    Py_XDECREF(key);
    Py_XDECREF(value);
    Py_XDECREF(headers);
    return made;
}

static PyObject *outputs_of(const Opening *opening, const Spot *spot) {
    PyObject *targets = PyTuple_GetItem(opening->targets, spot->group);
    if (targets == NULL || !PyTuple_Check(targets)) return targets ? (refuse("targets"), NULL) : NULL;
    PyObject *all = PyTuple_New(PyTuple_Size(targets));
    for (Py_ssize_t i = 0; all != NULL && i < PyTuple_Size(targets); i++) {
        PyObject *one = output_of(opening, spot, targets, i);
        if (one == NULL) Py_CLEAR(all);
        else PyTuple_SetItem(all, i, one);
    }
    return all;
}

static PyObject *result_at(const Opening *opening, Py_ssize_t place) {
    Spot spot = spot_at(opening->spots, (size_t)place);
    PyObject *found = PyList_GetItem(opening->kinds, spot.kind), *at = PyList_GetItem(opening->places, place);
    PyObject *outputs = found == NULL || at == NULL ? NULL : outputs_of(opening, &spot);
    PyObject *time = outputs == NULL ? NULL : PyLong_FromLongLong(spot.time_ms);
    PyObject *fields[] = {at, time, outputs, found, Py_None};
    PyObject *made = time == NULL ? NULL : new_of(opening->masked, fields, 5);
    Py_XDECREF(outputs);
    Py_XDECREF(time);
    return made;
}

static int take_made(Opening *opening, PyObject *made) {
    if (!PyTuple_Check(made) || PyTuple_Size(made) < MADE) return refuse("what was made");
    opening->kinds = PyTuple_GetItem(made, KINDS);
    opening->targets = PyTuple_GetItem(made, COPY_TARGETS);
    if (!PyList_Check(opening->kinds) || !PyTuple_Check(opening->targets)) return refuse("kinds and targets");
    if (bytes_at(made, COPIES, &opening->copies, &opening->copies_size) < 0) return -1;
    return bytes_at(made, SPOTS, &opening->spots, &opening->spots_size);
}

PyObject *open_made(PyObject *self, PyObject *const *args, Py_ssize_t given) {
    (void)self;
    if (given != 5 || !PyList_Check(args[1]) || !PyList_Check(args[2]))
        return refuse("what was made, the other results, all places, and two classes of tuples"), NULL;
    Opening opening = {.places = args[2], .output = args[3], .masked = args[4]};
    if (take_made(&opening, args[0]) < 0) return NULL;
    Py_ssize_t count = PyList_Size(args[1]);
    if ((size_t)count != opening.spots_size / sizeof(Spot)) return refuse("as many results"), NULL;
    PyObject *all = PyList_New(count);
    for (Py_ssize_t i = 0; all != NULL && i < count; i++) {
        PyObject *other = PyList_GetItem(args[1], i);
        PyObject *one = other == Py_None ? result_at(&opening, i) : Py_NewRef(other);
        if (one == NULL) Py_CLEAR(all);
        else PyList_SetItem(all, i, one);
    }
    return all;
}
