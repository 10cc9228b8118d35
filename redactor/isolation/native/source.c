/* The records of a set as a broker gave it: where they stand and where they part. Format as in packing.c.
 *
 * What a broker gives may be anything. Must never take what is not written as we would write it: that is refused, for
 * others to read.
 */
#include "api.h"

#include "door.h"
#include "reader.h"

/* What is not UTF-8 would stand in the error. */
PyObject *odd(void) {
    if (PyErr_Occurred() && !PyErr_ExceptionMatches(PyExc_ValueError)) return NULL;
    PyErr_Clear();
    return refuse("no set as we would write it");
}

int reader_of(PyObject *set, Reader *reader) {
    char *bytes;
    Py_ssize_t size;
    if (PyBytes_AsStringAndSize(set, &bytes, &size) < 0) return 0;
    *reader = (Reader){(const uint8_t *)bytes, (const uint8_t *)bytes + size};
    return 1;
}

int base_of(PyObject *const *args, Base *base) {
    base->offset = PyLong_AsLongLong(args[0]);
    base->time_ms = PyErr_Occurred() ? 0 : PyLong_AsLongLong(args[1]);
    base->appended = PyErr_Occurred() ? 0 : PyObject_IsTrue(args[2]);
    return !PyErr_Occurred();
}

int read_place(Reader *set, Reader *record, const Base *base, long long *offset, long long *time_ms) {
    int64_t ahead_ms, ahead;
    *time_ms = base->time_ms;
    return read_front(set, record, &ahead_ms, &ahead) && ahead >= 0 &&
           !__builtin_add_overflow(base->offset, ahead, offset) &&
           (base->appended || !__builtin_add_overflow(base->time_ms, ahead_ms, time_ms));
}

static int append_number(PyObject *list, long long number) {
    PyObject *made = PyLong_FromLongLong(number);
    int done = made != NULL && PyList_Append(list, made) == 0;
    Py_XDECREF(made);
    return done;
}

PyObject *surveyed(PyObject *self, PyObject *const *args, Py_ssize_t given) {
    (void)self;
    Reader set, record;
    Base base;
    if (given != 5) return refuse("a set, its offset, its time, whose that is, and how many records it says it has");
    if (!reader_of(args[0], &set) || !base_of(args + 1, &base)) return NULL;
    long long due = PyLong_AsLongLong(args[4]);
    if (PyErr_Occurred()) return NULL;
    PyObject *offsets = PyList_New(0), *times_ms = PyList_New(0), *both = NULL;
    int more = offsets != NULL && times_ms != NULL;
    for (long long offset = 0, time_ms = 0, next = base.offset; more && set.at < set.end; next = more ? offset + 1 : 0)
        more = PyList_Size(offsets) < due && read_place(&set, &record, &base, &offset, &time_ms) && offset >= next &&
               offset < INT64_MAX && read_rest(&record, NULL) && append_number(offsets, offset) &&
               append_number(times_ms, time_ms);
    both = more && PyList_Size(offsets) == due ? PyTuple_Pack(2, offsets, times_ms) : odd();
    Py_XDECREF(offsets);
    Py_XDECREF(times_ms);
    return both;
}

PyObject *cut(PyObject *self, PyObject *const *args, Py_ssize_t given) {
    (void)self;
    Reader set, record;
    int64_t ahead_ms, ahead;
    if (given != 3) return refuse("a set, where to begin, and how many of its records");
    Py_ssize_t begin = PyLong_AsSsize_t(args[1]), count = PyErr_Occurred() ? 0 : PyLong_AsSsize_t(args[2]);
    if (PyErr_Occurred() || !reader_of(args[0], &set)) return NULL;
    if (begin < 0 || begin > set.end - set.at) return refuse("where to begin");
    const uint8_t *from = set.at += begin;
    for (; count > 0; count--)
        if (!read_front(&set, &record, &ahead_ms, &ahead)) return odd();
    return PyLong_FromSsize_t(set.at - from);
}
