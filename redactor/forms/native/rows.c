/* Rows as a list of what was read of each record, None where nothing was. */
#include "api.h"

#include "blank.h"
#include "rows.h"

enum { SEEN = 4, AT = 0, TIME = 1, PLACE = 3 };

int take_rows(PyObject *given, Rows *rows) {
    *rows = (Rows){given, NULL, 0};
    return PyList_Check(given) ? 0 : refuse("what was read of records");
}

void drop_rows(Rows *rows) {
    PyMem_Free(rows->cells);
    rows->cells = NULL;
}

Py_ssize_t row_count(const Rows *rows) { return PyList_Size(rows->given); }

static int is_tuple(PyObject *given, Py_ssize_t size) {
    return given != NULL && PyTuple_Check(given) && PyTuple_Size(given) == size;
}

static int take_cells(Rows *rows, PyObject *cells, Row *row) {
    if (!PyTuple_Check(cells)) return refuse("a record's cells");
    size_t count = (size_t)PyTuple_Size(cells);
    if (count > rows->room) {
        int32_t *more = PyMem_Realloc(rows->cells, count * sizeof *more);
        if (more == NULL) return PyErr_NoMemory(), -1;
        rows->cells = more;
        rows->room = count;
    }
    for (size_t i = 0; i < count; i++) {
        long cell = PyLong_AsLong(PyTuple_GetItem(cells, (Py_ssize_t)i));
        if (cell < 0 || cell > INT32_MAX) return PyErr_Occurred() ? -1 : refuse("a cell");
        rows->cells[i] = (int32_t)cell;
    }
    row->cells = rows->cells;
    row->cell_count = (Py_ssize_t)count;
    return 0;
}

static int take_place(PyObject *record, Row *row) {
    PyObject *at = PyTuple_GetItem(record, AT);
    if (!is_tuple(at, PLACE) || !PyUnicode_Check(PyTuple_GetItem(at, 0))) return refuse("where a record stands");
    row->topic = PyTuple_GetItem(at, 0);
    row->partition = PyLong_AsLongLong(PyTuple_GetItem(at, 1));
    row->offset = PyErr_Occurred() ? -1 : PyLong_AsLongLong(PyTuple_GetItem(at, 2));
    row->time_ms = PyErr_Occurred() ? -1 : PyLong_AsLongLong(PyTuple_GetItem(record, TIME));
    return PyErr_Occurred() ? -1 : 0;
}

static int take_record(PyObject *record, Row *row) {
    row->headers = headers_of(record);
    if (row->headers == NULL || take_place(record, row) < 0) return -1;
    row->header_count = PyTuple_Size(row->headers);
    return part_of(PyTuple_GetItem(record, KEY), &row->raw_key);
}

/* See that each value begins behind the last and ends within the whole. */
static int check_ends(const Row *row) {
    const uint32_t *end = row->ends;
    for (uint32_t i = 0, done = 0; i < row->end_count; i++, end += ENDS) {
        if (end[0] < done || end[1] < end[0] || end[1] > row->value.size || end[2] > MOST_NESTED)
            return refuse("the ends of values");
        done = end[1];
    }
    return 0;
}

static int take_value(PyObject *value, PyObject *ends, Row *row) {
    char *start;
    Py_ssize_t bytes;
    if (part_of(value, &row->value) < 0 || PyBytes_AsStringAndSize(ends, &start, &bytes) < 0) return -1;
    row->ends = (const uint32_t *)(const void *)start;
    row->end_count = bytes / (Py_ssize_t)(ENDS * sizeof(uint32_t));
    if (row->value.text == NULL) return refuse("a value");
    if (row->end_count > MOST_SLOTS || row->end_count > row->cell_count) return refuse("the ends of values");
    return check_ends(row);
}

int row_at(Rows *rows, Py_ssize_t place, Row *row) {
    PyObject *seen = PyList_GetItem(rows->given, place);
    if (seen == NULL) return -1;
    if (seen == Py_None) return 0;
    if (!is_tuple(seen, SEEN)) return refuse("what was read of a record");
    return take_cells(rows, PyTuple_GetItem(seen, 1), row) < 0 || take_record(PyTuple_GetItem(seen, 0), row) < 0 ||
                   take_value(PyTuple_GetItem(seen, 2), PyTuple_GetItem(seen, 3), row) < 0
               ? -1
               : 1;
}

int sure_row(Rows *rows, Py_ssize_t place, Row *row) {
    int is_there = row_at(rows, place, row);
    return is_there > 0 ? 0 : is_there < 0 ? -1 : refuse("a record that was not read");
}

int row_header(const Row *row, Py_ssize_t at, Part *name, Part *raw_value) {
    return header_of(PyTuple_GetItem(row->headers, at), name, raw_value);
}
