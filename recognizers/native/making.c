/* Stretches and parts as Python's own tuples, made as their types make them. */
#include "api.h"

#include "door.h"
#include "making.h"

#include <stdlib.h>

#define CAPSULE "recognizers.native.Maker"

enum { MAX_STEPS = 4096 };

struct Maker {
    PyObject *type, *labels, *rule, *scores; /* a score more than there are leads */
    Py_buffer leads; /* rising doubles: the least lead that each score but the first has */
    int held;
};

static void maker_free(PyObject *capsule) {
    Maker *maker = PyCapsule_GetPointer(capsule, CAPSULE);
    if (maker == NULL) return;
    if (maker->held) PyBuffer_Release(&maker->leads);
    Py_XDECREF(maker->type);
    Py_XDECREF(maker->labels);
    Py_XDECREF(maker->rule);
    Py_XDECREF(maker->scores);
    free(maker);
}

const Maker *maker_of(PyObject *capsule) { return PyCapsule_GetPointer(capsule, CAPSULE); }

int is_kind_of_tuple(PyObject *type) {
    if (is_class_of_tuples(type)) return 1;
    return refuse("no kind of tuple") == 0;
}

/* As `tuple.__new__` makes one, less the tuples it is given: the fields are set before anyone sees it. */
PyObject *made(PyObject *type, Py_ssize_t size, Py_ssize_t start, Py_ssize_t end) {
    PyObject *from = PyLong_FromSsize_t(start), *to = PyLong_FromSsize_t(end), *one = NULL;
    if (from != NULL && to != NULL) one = PyType_GenericAlloc((PyTypeObject *)type, size);
    if (one == NULL) {
        Py_XDECREF(from);
        Py_XDECREF(to);
        return NULL;
    }
    PyObject_GC_UnTrack(one); /* its fields lead back to no tuple: the collector need not look */
    PyTuple_SetItem(one, 0, from);
    PyTuple_SetItem(one, 1, to);
    return one;
}

/* How many of the leads are no more than this one: the place of its score. */
static Py_ssize_t place_of(const Maker *maker, double lead) {
    const double *leads = maker->leads.buf;
    Py_ssize_t low = 0, high = maker->leads.len / (Py_ssize_t)sizeof *leads;
    while (low < high) {
        Py_ssize_t middle = low + (high - low) / 2;
        if (leads[middle] <= lead) low = middle + 1;
        else high = middle;
    }
    return low;
}

PyObject *label_of(const Maker *maker, int group) { return PyTuple_GetItem(maker->labels, group); }

PyObject *score_of(const Maker *maker, double lead) { return PyTuple_GetItem(maker->scores, place_of(maker, lead)); }

PyObject *stretch_of(const Maker *maker, size_t start, size_t end, int group, double lead) {
    PyObject *one = made(maker->type, 5, (Py_ssize_t)start, (Py_ssize_t)end);
    if (one == NULL) return NULL;
    PyTuple_SetItem(one, 2, Py_NewRef(label_of(maker, group)));
    PyTuple_SetItem(one, 3, Py_NewRef(score_of(maker, lead)));
    PyTuple_SetItem(one, 4, Py_NewRef(maker->rule));
    return one;
}

PyObject *make_maker(PyObject *self, PyObject *args) {
    (void)self;
    PyObject *type, *labels, *rule, *leads, *scores;
    if (!PyArg_ParseTuple(args, "OO!UOO!", &type, &PyTuple_Type, &labels, &rule, &leads, &PyTuple_Type, &scores))
        return NULL;
    if (!is_kind_of_tuple(type)) return NULL;
    PyObject *capsule;
    Maker *maker = in_capsule(sizeof *maker, CAPSULE, maker_free, &capsule);
    if (maker == NULL) return NULL;
    maker->type = Py_NewRef(type);
    maker->labels = Py_NewRef(labels);
    maker->rule = Py_NewRef(rule);
    maker->scores = Py_NewRef(scores);
    maker->held = PyObject_GetBuffer(leads, &maker->leads, PyBUF_SIMPLE) == 0;
    Py_ssize_t steps = maker->held ? maker->leads.len / (Py_ssize_t)sizeof(double) : 0;
    if (maker->held && (PyTuple_Size(labels) != STRETCH_GROUPS || steps > MAX_STEPS ||
                        PyTuple_Size(scores) != steps + 1))
        refuse("labels or scores");
    if (PyErr_Occurred()) {
        Py_DecRef(capsule);
        return NULL;
    }
    return capsule;
}
