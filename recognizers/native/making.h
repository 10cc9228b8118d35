/* What making.c offers to the doors: tuples of Python's, as their own types make them. */
#ifndef REDACTOR_MAKING_H
#define REDACTOR_MAKING_H

enum { STRETCH_GROUPS = 3 };

typedef struct Maker Maker;

PyObject *make_maker(PyObject *self, PyObject *args);
const Maker *maker_of(PyObject *capsule);

/* 1 for tuple and types that inherit from it; 0 with an error for anything else. */
int is_kind_of_tuple(PyObject *type);

/* A tuple of a type, of `size` fields, whose first two are given; NULL with an error. */
PyObject *made(PyObject *type, Py_ssize_t size, Py_ssize_t start, Py_ssize_t end);

/* The label of a group, and the score of a lead: borrowed. */
PyObject *label_of(const Maker *maker, int group);
PyObject *score_of(const Maker *maker, double lead);

PyObject *stretch_of(const Maker *maker, size_t start, size_t end, int group, double lead);

#endif
