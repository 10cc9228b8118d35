/* What is given to each of many texts by what few of them differ in: recognizers/gathering.py.
 *
 * An object that was met a moment ago is not asked about again. What is asked may be Python that changes the lists:
 * nothing is held of them but what is owned.
 */
#include "api.h"

#include "door.h"

enum { NEAR = 256 };

/* Objects that were met, each at a place by its address, and what is known of it; all owned. */
typedef struct {
    PyObject *met[NEAR], *known[NEAR];
} Near;

static size_t place_of(const PyObject *one) {
    return (size_t)(((uint64_t)(uintptr_t)one >> 4) * 0x9E3779B97F4A7C15u >> 56);
}

static void leave(Near *near) {
    for (int i = 0; i < NEAR; i++) {
        Py_XDECREF(near->met[i]);
        Py_XDECREF(near->known[i]);
    }
}

/* What a mapping has for a key, borrowed from what is near; NULL with an error. */
static PyObject *known_of(Near *near, PyObject *key, PyObject *answers) {
    size_t place = place_of(key);
    if (near->met[place] == key) return near->known[place];
    Py_INCREF(key);
    PyObject *known = PyObject_GetItem(answers, key), *gone = near->known[place];
    if (known == NULL) {
        Py_DECREF(key);
        return NULL;
    }
    near->known[place] = known;
    Py_XSETREF(near->met[place], key);
    Py_XDECREF(gone);
    return known;
}

PyObject *distinct_of(PyObject *self, PyObject *values) {
    (void)self;
    if (!PyList_Check(values)) return refuse("a list"), NULL;
    Near near = {{NULL}, {NULL}};
    PyObject *all = PySet_New(NULL);
    for (Py_ssize_t i = 0; all != NULL && i < PyList_Size(values); i++) {
        PyObject *one = PyList_GetItem(values, i);
        size_t place = place_of(one);
        if (near.met[place] == one) continue;
        Py_INCREF(one); /* its hash may be Python's */
        if (PySet_Add(all, one) < 0) Py_CLEAR(all);
        Py_XSETREF(near.met[place], one);
    }
    leave(&near);
    return all;
}

PyObject *spread(PyObject *self, PyObject *args) {
    (void)self;
    PyObject *values, *answers;
    if (!PyArg_ParseTuple(args, "O!O", &PyList_Type, &values, &answers)) return NULL;
    Near near = {{NULL}, {NULL}};
    PyObject *all = PyList_New(PyList_Size(values));
    for (Py_ssize_t i = 0; all != NULL && i < PyList_Size(all); i++) {
        PyObject *one = PyList_GetItem(values, i), *known = one == NULL ? NULL : known_of(&near, one, answers);
        if (known == NULL) Py_CLEAR(all);
        else PyList_SetItem(all, i, Py_NewRef(known));
    }
    leave(&near);
    return all;
}

/* Add a place and what stands open there, if anything does; -1 with an error. */
static int add_open(PyObject *all, Py_ssize_t place, PyObject *things) {
    Py_ssize_t count = PyObject_Size(things);
    if (count <= 0) return (int)count;
    PyObject *one = Py_BuildValue("nO", place, things);
    int failed = one == NULL ? -1 : PyList_Append(all, one);
    Py_XDECREF(one);
    return failed;
}

PyObject *open_of(PyObject *self, PyObject *args) {
    (void)self;
    PyObject *values, *gates;
    if (!PyArg_ParseTuple(args, "O!O", &PyList_Type, &values, &gates)) return NULL;
    Near near = {{NULL}, {NULL}};
    PyObject *all = PyList_New(0);
    for (Py_ssize_t i = 0; all != NULL && i < PyList_Size(values); i++) {
        PyObject *things = known_of(&near, PyList_GetItem(values, i), gates);
        if (things == NULL || add_open(all, i, things) < 0) Py_CLEAR(all);
    }
    leave(&near);
    return all;
}

/* What is found at a place, and more behind it: the latter itself where nothing is found yet. NULL with an error. */
static PyObject *both(PyObject *found, PyObject *more) {
    Py_ssize_t count = PyObject_Size(found);
    if (count < 0) return NULL;
    if (count == 0 && (PyList_CheckExact(more) || PyTuple_CheckExact(more))) return Py_NewRef(more);
    PyObject *all = PySequence_List(found), *joined = all == NULL ? NULL : PySequence_InPlaceConcat(all, more);
    Py_XDECREF(all);
    return joined;
}

/* Join what is found at a place; -1 with an error. */
static int join_at(PyObject *found, PyObject *more, Py_ssize_t at) {
    PyObject *one = Py_XNewRef(PyList_GetItem(more, at)), *now = NULL, *joined = NULL;
    Py_ssize_t count = one == NULL ? -1 : PyObject_Size(one);
    if (count > 0 && (now = Py_XNewRef(PyList_GetItem(found, at))) != NULL) joined = both(now, one);
    Py_XDECREF(one);
    Py_XDECREF(now);
    if (count == 0) return 0;
    return joined == NULL ? -1 : PyList_SetItem(found, at, joined);
}

PyObject *join_all(PyObject *self, PyObject *args) {
    (void)self;
    PyObject *found, *more;
    if (!PyArg_ParseTuple(args, "O!O!", &PyList_Type, &found, &PyList_Type, &more)) return NULL;
    if (PyList_Size(found) != PyList_Size(more)) return refuse("as many findings"), NULL;
    for (Py_ssize_t i = 0; i < PyList_Size(found); i++)
        if (join_at(found, more, i) < 0) return NULL;
    Py_RETURN_NONE;
}
