/* What the doors offer to module.c, and what they ask of each other. */
#ifndef REDACTOR_FORMS_DOOR_H
#define REDACTOR_FORMS_DOOR_H

#include <stddef.h>
#include <stdint.h>

enum { KEY = 2, VALUE = 3, HEADERS = 4, FIELDS = 6 }; /* of a `redactor.record.Record` */
enum { ENDS = 3 };                                    /* of a value: where it begins, ends, its level */

/* Bytes, or nothing where `text` is NULL. */
typedef struct {
    const uint8_t *text;
    size_t size;
} Part;

/* Raise a ValueError that says why; give -1. */
int refuse(const char *why);

/* The bytes of an object, or nothing for None; -1 with an error. */
int part_of(PyObject *given, Part *part);

/* A header's name and value; -1 with an error. */
int header_of(PyObject *header, Part *name, Part *value);

/* The tuple of a record's headers, borrowed; NULL with an error. */
PyObject *headers_of(PyObject *record);

/* A tuple of a class of such, made at once of borrowed fields; NULL with an error. */
PyObject *new_of(PyObject *type, PyObject *const *fields, Py_ssize_t count);

/* reading.c, showing.c, telling.c, marks.c, masking.c, echoing.c, making.c, opening.c */
PyObject *read_records(PyObject *self, PyObject *const *args, Py_ssize_t given);
PyObject *show_row(PyObject *self, PyObject *const *args, Py_ssize_t given);
PyObject *put_cells(PyObject *self, PyObject *const *args, Py_ssize_t given);
PyObject *alike_rows(PyObject *self, PyObject *const *args, Py_ssize_t given);
PyObject *longer_rows(PyObject *self, PyObject *const *args, Py_ssize_t given);
PyObject *cells_asked(PyObject *self, PyObject *const *args, Py_ssize_t given);
PyObject *tell_cells(PyObject *self, PyObject *const *args, Py_ssize_t given);
PyObject *add_cell(PyObject *self, PyObject *const *args, Py_ssize_t given);
PyObject *new_marks(PyObject *self, PyObject *const *args, Py_ssize_t given);
PyObject *put_written(PyObject *self, PyObject *const *args, Py_ssize_t given);
PyObject *show_written(PyObject *self, PyObject *const *args, Py_ssize_t given);
PyObject *mask_records(PyObject *self, PyObject *const *args, Py_ssize_t given);
PyObject *echo_record(PyObject *self, PyObject *const *args, Py_ssize_t given);
PyObject *is_again(PyObject *self, PyObject *const *args, Py_ssize_t given);
PyObject *make_records(PyObject *self, PyObject *const *args, Py_ssize_t given);
PyObject *open_made(PyObject *self, PyObject *const *args, Py_ssize_t given);

#endif
