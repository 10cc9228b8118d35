/* All that is known of a batch's cells in, the copies of its records out, as `made.h` has them. Must never give a
 * spot to a record of which a copy is missing. */
#include "api.h"

#include "made.h"
#include "numbers.h"
#include "writing.h"

#include <string.h>

enum { GROUP = 2, COPY = 2, OWN = 3, MOST_DIGITS = 20, MOST_COPIES = 256 };

/* A batch under way; what is not owned is borrowed. */
typedef struct {
    Rows rows;
    const Told *told;
    const Marks *marks[MOST_COPIES]; /* of the copies of the group at hand */
    Py_ssize_t copies;
    Page page, source; /* all copies, and the header that names the record at hand */
    Kinds kinds;
    PyObject *spots;
    Spot *spot;
    Py_ssize_t count;
    Ours ours;
    size_t most;
} Making;

static int is_tuple(PyObject *given, Py_ssize_t size) {
    return given != NULL && PyTuple_Check(given) && PyTuple_Size(given) == size;
}

/* Name and value of what all copies have, and how large one may be; -1 with an error. */
static int take_own(Making *making, PyObject *own) {
    if (!is_tuple(own, OWN)) return refuse("what is ours");
    Py_ssize_t size;
    const char *name = PyUnicode_AsUTF8AndSize(PyTuple_GetItem(own, 0), &size);
    if (name == NULL || header_of(PyTuple_GetItem(own, 1), &making->ours.mark_name, &making->ours.mark) < 0) return -1;
    making->ours.source_name = (Part){(const uint8_t *)name, (size_t)size};
    making->most = PyLong_AsSize_t(PyTuple_GetItem(own, 2));
    return PyErr_Occurred() ? -1 : 0;
}

/* Write a number in decimals; gives what is behind them. */
static uint8_t *put_decimals(uint8_t *at, long long number) {
    uint8_t digits[MOST_DIGITS];
    int count = 0;
    unsigned long long rest = number < 0 ? 0 - (unsigned long long)number : (unsigned long long)number;
    do digits[count++] = (uint8_t)('0' + rest % 10);
    while ((rest /= 10) > 0);
    if (number < 0) *at++ = '-';
    while (count > 0) *at++ = digits[--count];
    return at;
}

/* The header that names a record, as `redactor.record.Coordinates` says it; -1 with an error. */
static int name_source(Making *making, const Row *row) {
    Py_ssize_t size = 0;
    const char *topic = PyUnicode_AsUTF8AndSize(row->topic, &size);
    making->source.size = 0;
    uint8_t *start = topic == NULL ? NULL : room_on(&making->source, (size_t)size + 2 * (1 + 1 + MOST_DIGITS));
    if (start == NULL) return -1;
    uint8_t *at = put_bytes(start, topic, (size_t)size);
    *at++ = '/';
    at = put_decimals(at, row->partition);
    *at++ = '/';
    making->ours.source = (Part){start, (size_t)(put_decimals(at, row->offset) - start)};
    making->ours.most = making->ours.source.size > making->most ? 0 : making->most - making->ours.source.size;
    return 0;
}

/* Write a record's copies, each behind its size: 1, 0 where the stages must make one, -1 with an error. */
static int write_copies(Making *making, const Row *row) {
    for (Py_ssize_t i = 0; i < making->copies; i++) {
        size_t start = making->page.size;
        if (room_on(&making->page, SIZE_BYTES) == NULL) return -1;
        making->page.size += SIZE_BYTES;
        int done = write_copy(&making->page, row, making->marks[i], &making->ours);
        if (done <= 0) return done;
        size_t size = making->page.size - start - SIZE_BYTES;
        if (size > UINT32_MAX) return refuse("a copy too large");
        uint32_t written = (uint32_t)size;
        memcpy(PyBytes_AS_STRING(making->page.bytes) + start, &written, SIZE_BYTES);
    }
    return 1;
}

/* Make a record of a group; one that the stages must make has no spot. -1 with an error. */
static int make_record(Making *making, Py_ssize_t place, int32_t group) {
    Row row;
    size_t start = making->page.size;
    if (sure_row(&making->rows, place, &row) < 0) return -1;
    const Read *read = &making->rows.batch->read[place];
    int again = read->was_searched ? 0 : stands_again(&row, making->told);
    if (again != 0) return again < 0 ? -1 : 0;
    if (name_source(making, &row) < 0) return -1;
    int done = write_copies(making, &row);
    Py_ssize_t kind = done > 0 ? kind_of(&making->kinds, &row, making->told) : 0;
    if (done < 0 || kind < 0) return -1;
    if (done == 0) {
        making->page.size = start;
        return 0;
    }
    making->spot[place] = (Spot){(int64_t)start, row.time_ms, (int32_t)kind, group};
    return 0;
}

/* The masks of a group's copies, each given as its topic and these; -1 with an error. */
static int take_copies(Making *making, PyObject *copies) {
    making->copies = PyTuple_Size(copies);
    if (making->copies > MOST_COPIES) return refuse("so many copies");
    for (Py_ssize_t i = 0; i < making->copies; i++) {
        PyObject *copy = PyTuple_GetItem(copies, i);
        if (!is_tuple(copy, COPY) || !PyUnicode_Check(PyTuple_GetItem(copy, 0))) return refuse("a topic and masks");
        making->marks[i] = marks_in(PyTuple_GetItem(copy, 1));
        if (making->marks[i] == NULL) return -1;
    }
    return 0;
}

/* Make the records of a group: places, and their copies. */
static int make_group(Making *making, PyObject *group, int32_t number) {
    PyObject *places = is_tuple(group, GROUP) ? PyTuple_GetItem(group, 0) : NULL;
    PyObject *copies = places == NULL ? NULL : PyTuple_GetItem(group, 1);
    if (copies == NULL || !PyList_Check(places) || !PyTuple_Check(copies)) return refuse("places and their copies");
    if (take_copies(making, copies) < 0) return -1;
    for (Py_ssize_t i = 0; i < PyList_Size(places); i++) {
        Py_ssize_t place = PyLong_AsSsize_t(PyList_GetItem(places, i));
        if (place < 0 || place >= making->count) return PyErr_Occurred() ? -1 : refuse("a place");
        if (make_record(making, place, number) < 0) return -1;
    }
    return 0;
}

static int begin(Making *making, PyObject *rows, PyObject *own) {
    if (take_rows(rows, &making->rows) < 0 || take_own(making, own) < 0 || begin_kinds(&making->kinds) < 0) return -1;
    making->count = row_count(&making->rows);
    making->spots = PyBytes_FromStringAndSize(NULL, making->count * (Py_ssize_t)sizeof(Spot));
    if (making->spots == NULL || room_on(&making->page, 0) == NULL) return -1;
    making->spot = (Spot *)(void *)PyBytes_AS_STRING(making->spots);
    for (Py_ssize_t i = 0; i < making->count; i++) making->spot[i] = (Spot){0, 0, 0, NOT_MADE};
    return 0;
}

/* The places of the records that were read and not made; NULL with an error. */
static PyObject *left_of(Making *making) {
    Row row;
    PyObject *left = PyList_New(0);
    for (Py_ssize_t i = 0; left != NULL && i < making->count; i++) {
        int is_left = making->spot[i].group == NOT_MADE ? row_at(&making->rows, i, &row) : 0;
        PyObject *place = is_left > 0 ? PyLong_FromSsize_t(i) : NULL;
        if (is_left < 0 || (is_left > 0 && (place == NULL || PyList_Append(left, place) < 0))) Py_CLEAR(left);
        Py_XDECREF(place);
    }
    return left;
}

static PyObject *ended(Making *making) {
    if (_PyBytes_Resize(&making->page.bytes, (Py_ssize_t)making->page.size) < 0) return NULL;
    PyObject *left = left_of(making);
    PyObject *all = left == NULL ? NULL : PyTuple_Pack(4, making->page.bytes, making->spots, making->kinds.list, left);
    Py_XDECREF(left);
    return all;
}

PyObject *make_records(PyObject *self, PyObject *const *args, Py_ssize_t given) {
    (void)self;
    if (given != 3 || !PyTuple_Check(args[1])) return refuse("rows, groups of them, and what is ours"), NULL;
    Batch *batch = batch_in(args[0]);
    if (batch == NULL || batch->told.is_busy) return batch == NULL ? NULL : (refuse("rows that are told"), NULL);
    Making making = {.told = &batch->told};
    batch->told.is_busy = 1;
    int failed = begin(&making, args[0], args[2]) < 0;
    for (Py_ssize_t i = 0; !failed && i < PyTuple_Size(args[1]); i++)
        failed = i > INT32_MAX || make_group(&making, PyTuple_GetItem(args[1], i), (int32_t)i) < 0;
    PyObject *made = failed ? NULL : ended(&making);
    batch->told.is_busy = 0;
    Py_XDECREF(making.page.bytes);
    Py_XDECREF(making.source.bytes);
    Py_XDECREF(making.spots);
    drop_kinds(&making.kinds);
    drop_rows(&making.rows);
    return made;
}

PyObject *is_again(PyObject *self, PyObject *const *args, Py_ssize_t given) {
    (void)self;
    Rows rows;
    Row row;
    if (given != 2) return refuse("rows and a place"), NULL;
    int failed = take_rows(args[0], &rows) < 0 || sure_row(&rows, PyLong_AsSsize_t(args[1]), &row) < 0;
    int again = failed ? -1 : stands_again(&row, &rows.batch->told);
    if (again == 0) rows.batch->read[PyLong_AsSsize_t(args[1])].was_searched = 1;
    drop_rows(&rows);
    return again < 0 ? NULL : PyBool_FromLong(again);
}
