/* What making.c offers to the doors: tuples of Python's, as their own types make them. */
#ifndef REDACTOR_MAKING_H
#define REDACTOR_MAKING_H

enum { STRETCH_GROUPS = 3 };

typedef struct Maker Maker;

PyObject *make_maker(PyObject *self, PyObject *args);
const Maker *maker_of(PyObject *capsule);

/* 1 for a type whose instances are tuples; 0 with an error for anything else. */
int is_kind_of_tuple(PyObject *type);

/* A tuple of `size` fields, of which the first two are given; NULL with an error. */
PyObject *fields_of(Py_ssize_t size, Py_ssize_t start, Py_ssize_t end);

/* A tuple of a type with these fields, which are taken over; NULL with an error, or where they are. */
PyObject *made(PyObject *type, PyObject *fields);

PyObject *stretch_of(const Maker *maker, size_t start, size_t end, int group, double lead);

#endif
