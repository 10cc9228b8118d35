/* The records of a batch's sets as columns: see `redactor.columns`. Must never point beyond the bytes of its sets.
 * Format as in packing.c. */
#include "api.h"

#include "door.h"
#include "reader.h"

#include <string.h>

enum { FIRST_ROOM = 1 << 12, SIDES = 4, SET_FIELDS = 4, COLUMNS = 5 };

/* Bytes that grow. */
typedef struct {
    PyObject *bytes;
    Py_ssize_t size;
} Column;

/* All that is told of the records, and where the bytes of the set at hand begin among those of all. */
typedef struct {
    Column raw, begins, parts, offsets, times_ms;
    const uint8_t *set;
    size_t passed;
} Columns;

/* Room for so many bytes more, which then are its own; NULL with an error. */
static void *more_of(Column *column, Py_ssize_t size) {
    Py_ssize_t room = PyBytes_GET_SIZE(column->bytes), wanted;
    if (__builtin_add_overflow(column->size, size, &wanted)) return PyErr_NoMemory();
    if (wanted > room && _PyBytes_Resize(&column->bytes, wanted > 2 * room ? wanted : 2 * room) < 0) return NULL;
    void *at = PyBytes_AS_STRING(column->bytes) + column->size;
    column->size = wanted;
    return at;
}

static int put_long(Column *column, long long number) {
    int64_t *at = more_of(column, sizeof *at);
    if (at != NULL) *at = number;
    return at != NULL;
}

/* A part of a record; 0 where the bytes are not what they should be. */
static int put_part(Reader *reader, const Columns *all, int32_t *where, Part *part) {
    if (!read_part(reader, part)) return 0;
    int is_null = part->text == NULL;
    where[0] = is_null ? 0 : (int32_t)(all->passed + (size_t)((const uint8_t *)part->text - all->set));
    where[1] = is_null ? -1 : (int32_t)part->size;
    return 1;
}

/* The parts of a record behind its front, headers last. */
static int put_parts(Reader *reader, Columns *all) {
    Part part;
    int32_t sides[SIDES];
    int64_t count;
    if (!put_part(reader, all, sides, &part) || !put_part(reader, all, sides + 2, &part)) return 0;
    if (!read_count(reader, &count)) return 0;
    Py_ssize_t begin = all->parts.size / (Py_ssize_t)sizeof(int32_t), numbers = 1 + SIDES * (1 + (Py_ssize_t)count);
    if (numbers > INT32_MAX - begin) return 0;
    int32_t *where = more_of(&all->parts, numbers * (Py_ssize_t)sizeof *where);
    int32_t *begins = where == NULL ? NULL : more_of(&all->begins, sizeof *begins);
    if (begins == NULL) return 0;
    *begins = (int32_t)begin;
    *where++ = (int32_t)count;
    memcpy(where, sides, sizeof sides);
    for (int64_t i = 0; i < count; i++) {
        where += SIDES;
        if (!put_part(reader, all, where, &part) || part.text == NULL || !is_text(part)) return 0;
        if (!put_part(reader, all, where + 2, &part)) return 0;
    }
    return reader->at == reader->end;
}

/* The records of one set; 0 with an error. */
static int put_set(Columns *all, PyObject *set) {
    Reader reader, record;
    Base base;
    if (!PyTuple_Check(set) || PyTuple_Size(set) != SET_FIELDS) return refuse("a set") != NULL;
    PyObject *told[] = {PyTuple_GetItem(set, 0), PyTuple_GetItem(set, 1), PyTuple_GetItem(set, 2)};
    if (!reader_of(PyTuple_GetItem(set, 3), &reader) || !base_of(told, &base)) return 0;
    all->set = reader.at;
    size_t size = (size_t)(reader.end - reader.at);
    long long offset, time_ms;
    while (reader.at < reader.end)
        if (!read_place(&reader, &record, &base, &offset, &time_ms) || !put_parts(&record, all) ||
            !put_long(&all->offsets, offset) || !put_long(&all->times_ms, time_ms))
            return odd() != NULL;
    all->passed += size;
    return 1;
}

/* The bytes of all sets, one behind the other: those of one alone are not copied. NULL with an error. */
static PyObject *bytes_of_all(PyObject *sets) {
    size_t size = 0;
    for (Py_ssize_t i = 0; i < PyList_Size(sets); i++) {
        PyObject *set = PyList_GetItem(sets, i), *raw = PyTuple_Check(set) ? PyTuple_GetItem(set, 3) : NULL;
        if (raw == NULL || !PyBytes_Check(raw)) return PyErr_Clear(), refuse("a set");
        size += (size_t)PyBytes_Size(raw);
        if (size > INT32_MAX) return refuse("sets too large together");
        if (PyList_Size(sets) == 1) return Py_NewRef(raw);
    }
    PyObject *all = PyBytes_FromStringAndSize(NULL, (Py_ssize_t)size);
    char *at = all == NULL ? NULL : PyBytes_AsString(all);
    for (Py_ssize_t i = 0; all != NULL && i < PyList_Size(sets); i++) {
        PyObject *raw = PyTuple_GetItem(PyList_GetItem(sets, i), 3);
        memcpy(at, PyBytes_AsString(raw), (size_t)PyBytes_Size(raw));
        at += PyBytes_Size(raw);
    }
    return all;
}

/* Begin a column; 0 with an error. */
static int begin(Column *column) {
    *column = (Column){PyBytes_FromStringAndSize(NULL, FIRST_ROOM), 0};
    return column->bytes != NULL;
}

PyObject *columns(PyObject *self, PyObject *sets) {
    (void)self;
    if (!PyList_Check(sets)) return refuse("the sets of a batch");
    Columns all = {.raw = {bytes_of_all(sets), 0}};
    Column *grown[] = {&all.begins, &all.parts, &all.offsets, &all.times_ms};
    int done = all.raw.bytes != NULL;
    for (int i = 0; i < COLUMNS - 1; i++) done = done && begin(grown[i]);
    for (Py_ssize_t i = 0; done && i < PyList_Size(sets); i++) done = put_set(&all, PyList_GetItem(sets, i));
    for (int i = 0; i < COLUMNS - 1; i++) done = done && _PyBytes_Resize(&grown[i]->bytes, grown[i]->size) == 0;
    PyObject *made = done ? PyTuple_Pack(COLUMNS, all.raw.bytes, all.begins.bytes, all.parts.bytes, all.offsets.bytes,
                                         all.times_ms.bytes)
                          : NULL;
    Py_XDECREF(all.raw.bytes);
    for (int i = 0; i < COLUMNS - 1; i++) Py_XDECREF(grown[i]->bytes);
    return made;
}
