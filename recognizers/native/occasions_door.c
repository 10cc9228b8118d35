/* The door to the occasions of rules: texts and what the model found in them in, a verdict on each out.
 *
 * Written to CPython's limited API of 3.11, as module.c is.
 */
#define Py_LIMITED_API 0x030B0000
#define PY_SSIZE_T_CLEAN
#include <Python.h>

#include "door.h"
#include "occasions.h"

#include <stdlib.h>

#define CAPSULE "recognizers.native.Watch"

typedef struct {
    Py_buffer classes;
    int held;
    PyObject *grammar, *name, *address; /* a capsule, and the labels of stretches */
    double sure;
} Watch;

static void watch_free(PyObject *capsule) {
    Watch *watch = PyCapsule_GetPointer(capsule, CAPSULE);
    if (watch == NULL) return;
    if (watch->held) PyBuffer_Release(&watch->classes);
    Py_XDECREF(watch->grammar);
    Py_XDECREF(watch->name);
    Py_XDECREF(watch->address);
    free(watch);
}

PyObject *make_watch(PyObject *self, PyObject *args) {
    (void)self;
    PyObject *classes, *grammar, *name, *address;
    double sure;
    if (!PyArg_ParseTuple(args, "OOUUd", &classes, &grammar, &name, &address, &sure)) return NULL;
    if (grammar_of(grammar) == NULL) return NULL;
    PyObject *capsule;
    Watch *watch = in_capsule(sizeof *watch, CAPSULE, watch_free, &capsule);
    if (watch == NULL) return NULL;
    watch->grammar = Py_NewRef(grammar);
    watch->name = Py_NewRef(name);
    watch->address = Py_NewRef(address);
    watch->sure = sure;
    watch->held = PyObject_GetBuffer(classes, &watch->classes, PyBUF_SIMPLE) == 0;
    if (watch->held && watch->classes.len != 4 * 65536) refuse("the size of a table");
    if (PyErr_Occurred()) {
        Py_DecRef(capsule);
        return NULL;
    }
    return capsule;
}

/* One stretch: 1 if it is one, 0 if the rules must see it themselves, -1 with an error. */
static int take_stretch(const Watch *watch, PyObject *stretch, size_t least, size_t size, Given *given) {
    if (!PyTuple_Check(stretch) || PyTuple_Size(stretch) < 4) return refuse("a stretch");
    Py_ssize_t start = PyLong_AsSsize_t(PyTuple_GetItem(stretch, 0));
    Py_ssize_t end = PyLong_AsSsize_t(PyTuple_GetItem(stretch, 1));
    PyObject *label = PyTuple_GetItem(stretch, 2), *given_score = PyTuple_GetItem(stretch, 3);
    if (PyErr_Occurred()) return -1;
    if (!PyFloat_Check(given_score)) return refuse("a score"); /* another's own code could change the lists */
    double score = PyFloat_AsDouble(given_score);
    if (start < (Py_ssize_t)least || end <= start || (size_t)end > size) return 0;
    if (label != watch->name && label != watch->address) return 0;
    *given = (Given){(size_t)start, (size_t)end, label == watch->address, score < watch->sure};
    return 1;
}

/* The occasion in one text, or -1 with an error. */
static int occasion_in(const Watch *watch, const Grammar *grammar, PyObject *text, PyObject *stretches) {
    uint32_t codes[MOST_TEXT];
    Given given[MOST_STRETCHES];
    if (!PyList_Check(stretches)) return refuse("a list of stretches");
    Py_ssize_t count = PyList_Size(stretches);
    Py_ssize_t size = PyUnicode_GetLength(text);
    if (size < 0) return -1;
    if (count > MOST_STRETCHES || size > MOST_TEXT) return ALL_RULES;
    for (Py_ssize_t i = 0; i < count; i++) {
        size_t least = i ? given[i - 1].end : 0;
        int taken = take_stretch(watch, PyList_GetItem(stretches, i), least, (size_t)size, &given[i]);
        if (taken <= 0) return taken < 0 ? -1 : ALL_RULES;
    }
    if (PyUnicode_AsUCS4(text, codes, size, 0) == NULL) return -1;
    View view = {watch->classes.buf, grammar, codes, (size_t)size};
    return occasion_of(&view, given, (size_t)count);
}

PyObject *find_occasions(PyObject *self, PyObject *args) {
    (void)self;
    PyObject *capsule, *texts, *found;
    if (!PyArg_ParseTuple(args, "OO!O!", &capsule, &PyList_Type, &texts, &PyList_Type, &found)) return NULL;
    const Watch *watch = PyCapsule_GetPointer(capsule, CAPSULE);
    const Grammar *grammar = watch == NULL ? NULL : grammar_of(watch->grammar);
    Py_ssize_t count = PyList_Size(texts);
    if (grammar == NULL || count < 0) return NULL;
    if (PyList_Size(found) != count) return refuse("as many texts as lists"), NULL;
    char *verdicts = malloc((size_t)count + 1);
    if (verdicts == NULL) return PyErr_NoMemory();
    PyObject *all = NULL;
    Py_ssize_t i = 0;
    for (int one = 0; i < count && one >= 0; i++) {
        one = occasion_in(watch, grammar, PyList_GetItem(texts, i), PyList_GetItem(found, i));
        verdicts[i] = (char)one;
    }
    if (!PyErr_Occurred()) all = PyBytes_FromStringAndSize(verdicts, count);
    free(verdicts);
    return all;
}
