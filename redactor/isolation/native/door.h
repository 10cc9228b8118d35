/* What the doors offer to module.c, and what both know of the format. */
#ifndef REDACTOR_ISOLATION_DOOR_H
#define REDACTOR_ISOLATION_DOOR_H

#include <stddef.h>
#include <stdint.h>

/* Of a `redactor.record.Masked`, a `Refused`, and one of the outputs. */
enum { TIMESTAMP = 1, OUTPUTS = 2, MASKED = 5, REFUSED = 3 };
enum { TARGET = 0, KEY = 1, VALUE = 2, HEADERS = 3, OUTPUT = 4 };

/* Raise a ValueError that says why; give NULL. */
PyObject *refuse(const char *why);

/* packing.c, results.c, opening.c, source.c, columns.c */
PyObject *pack(PyObject *self, PyObject *const *args, Py_ssize_t given);
PyObject *told(PyObject *self, PyObject *const *args, Py_ssize_t given);
PyObject *opened(PyObject *self, PyObject *set);
PyObject *counted(PyObject *self, PyObject *const *args, Py_ssize_t given);
PyObject *surveyed(PyObject *self, PyObject *const *args, Py_ssize_t given);
PyObject *cut(PyObject *self, PyObject *const *args, Py_ssize_t given);
PyObject *columns(PyObject *self, PyObject *sets);

/* checksum.c; the table is made once, before the first checksum. */
void make_table(void);
PyObject *checksum(PyObject *self, PyObject *const *args, Py_ssize_t given);

#endif
