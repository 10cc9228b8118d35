/* Rows of a batch that was read in C. Must never give one of a record that was not read. */
#include "api.h"

#include "rows.h"

int take_rows(PyObject *given, Rows *rows) {
    rows->batch = batch_in(given);
    return rows->batch == NULL ? -1 : 0;
}

void drop_rows(Rows *rows) { rows->batch = NULL; }

Py_ssize_t row_count(const Rows *rows) { return rows->batch->given.count; }

int row_at(Rows *rows, Py_ssize_t place, Row *row) {
    const Batch *batch = rows->batch;
    Place stands;
    if (place < 0 || place >= batch->given.count) return PyErr_Occurred() ? -1 : refuse("a record's place");
    const Read *read = &batch->read[place];
    if (read->value == NULL) return 0;
    if (raw_at(&batch->given, place, &row->raw) < 0 || place_at(&batch->given, place, &stands) < 0) return -1;
    row->cells = batch->cells + read->first_cell;
    row->cell_count = read->cell_count;
    row->ends = batch->ends + read->first_end;
    row->end_count = read->end_count;
    row->value = (Part){read->value, read->size};
    row->raw_key = row->raw.key;
    row->header_count = row->raw.header_count;
    row->topic = stands.topic;
    row->partition = stands.partition;
    row->offset = stands.offset;
    row->time_ms = stands.time_ms;
    return 1;
}

int sure_row(Rows *rows, Py_ssize_t place, Row *row) {
    int is_there = row_at(rows, place, row);
    return is_there > 0 ? 0 : is_there < 0 ? -1 : refuse("a record that was not read");
}

int row_header(const Row *row, Py_ssize_t at, Part *name, Part *raw_value) {
    return raw_header(&row->raw, at, name, raw_value);
}
