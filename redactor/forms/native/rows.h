/* What was read of a batch's records, row by row: who masks, finds and writes does not know how it is kept. */
#ifndef REDACTOR_ROWS_H
#define REDACTOR_ROWS_H

#include "batch.h"

/* All rows, one for each record of the batch; what is given is borrowed, and must outlive them. */
typedef struct {
    Batch *batch;
} Rows;

/* One record, borrowed: it is there until another is asked for, or the rows are dropped. */
typedef struct {
    const int32_t *cells; /* of its values in document order, of its key and headers, and of odd field names */
    Py_ssize_t cell_count;
    const uint32_t *ends; /* of its values, `ENDS` of each: within the value, in order, of so few levels */
    Py_ssize_t end_count; /* of values; no more than cells */
    Part value, raw_key;  /* the value as we write it */
    Py_ssize_t header_count;
    PyObject *topic;
    long long partition, offset, time_ms;
    Raw raw; /* for `row_header` */
} Row;

/* All of these raise where what is given is odd. Rows that were taken are to be dropped: -1 with an error. */
int take_rows(PyObject *given, Rows *rows);
void drop_rows(Rows *rows);
Py_ssize_t row_count(const Rows *rows);

/* The row of a record by its place in the batch: 1, 0 where none was read, or -1 with an error. */
int row_at(Rows *rows, Py_ssize_t place, Row *row);

/* The row of one that was read: 0, or -1 with an error. */
int sure_row(Rows *rows, Py_ssize_t place, Row *row);

/* A header's name and raw value; -1 with an error. */
int row_header(const Row *row, Py_ssize_t at, Part *name, Part *raw_value);

#endif
