/* Decides between findings that overlap where nothing has to be weighed: most lists of them.
 *
 * As recognizers/resolution.py decides, to whose `resolve` all other lists are given.
 */
#include "api.h"

#include "door.h"

enum { FEW = 8, FIELDS = 8, LABEL = 2, SCORE = 3, MASKED = 6 };

typedef struct {
    PyObject *finding; /* borrowed */
    Py_ssize_t start, end;
    double score;
} One;

/* Take a finding whose fields are what ours are; 0 for any other, -1 with an error. */
static int take(One *one, PyObject *finding) {
    if (!PyTuple_Check(finding) || PyTuple_Size(finding) != FIELDS) return 0;
    PyObject *start = PyTuple_GetItem(finding, 0), *end = PyTuple_GetItem(finding, 1);
    PyObject *score = PyTuple_GetItem(finding, SCORE);
    if (!PyLong_CheckExact(start) || !PyLong_CheckExact(end) || !PyFloat_CheckExact(score)) return 0;
    one->finding = finding;
    one->start = PyLong_AsSsize_t(start);
    one->end = PyLong_AsSsize_t(end);
    one->score = PyFloat_AsDouble(score);
    return PyErr_Occurred() ? -1 : 1;
}

/* Take findings in the order of their starts; 0 where one is not what ours are, -1 with an error. */
static int take_all(One *ones, PyObject *const *findings, Py_ssize_t count) {
    for (Py_ssize_t i = 0; i < count; i++) {
        One one;
        int taken = take(&one, findings[i]);
        if (taken <= 0) return taken;
        Py_ssize_t at = i;
        for (; at > 0 && ones[at - 1].start > one.start; at--) ones[at] = ones[at - 1];
        ones[at] = one;
    }
    return 1;
}

/* Whether two findings are one value, found twice; -1 with an error. */
static int is_same(const One *one, const One *other) {
    if (one->start != other->start || one->end != other->end ||
        PyTuple_GetItem(one->finding, MASKED) != PyTuple_GetItem(other->finding, MASKED))
        return 0;
    return PyObject_RichCompareBool(PyTuple_GetItem(one->finding, LABEL), PyTuple_GetItem(other->finding, LABEL),
                                    Py_EQ);
}

/* Leave one of each value that was found several times, the first of the best; how many are left, 0 where
 * others overlap, -1 with an error. */
static Py_ssize_t apart(One *ones, Py_ssize_t count) {
    Py_ssize_t kept = 1;
    for (Py_ssize_t i = 1; i < count; i++) {
        One *last = &ones[kept - 1];
        if (ones[i].start >= last->end) {
            ones[kept++] = ones[i];
            continue;
        }
        int same = is_same(last, &ones[i]);
        if (same <= 0) return same;
        if (ones[i].score > last->score) *last = ones[i];
    }
    return kept;
}

/* What is left, which the collector need not look at if it need not look at any finding. */
static PyObject *spared(PyObject *all) {
    if (all == NULL || !PyTuple_CheckExact(all) || !PyObject_GC_IsTracked(all)) return all;
    for (Py_ssize_t i = 0; i < PyTuple_Size(all); i++)
        if (!PyTuple_Check(PyTuple_GetItem(all, i)) || PyObject_GC_IsTracked(PyTuple_GetItem(all, i))) return all;
    PyObject_GC_UnTrack(all);
    return all;
}

/* What is left of the findings of a text, in a list or a tuple; NULL with an error. */
static PyObject *left_of(PyObject *given, PyObject *decide) {
    One ones[FEW];
    if (!PyList_Check(given) && !PyTuple_CheckExact(given)) return refuse("findings"), NULL;
    Py_ssize_t count = PySequence_Fast_GET_SIZE(given);
    if (count < 2) return PyList_Check(given) ? PyList_AsTuple(given) : Py_NewRef(given);
    Py_ssize_t kept = count <= FEW ? take_all(ones, PySequence_Fast_ITEMS(given), count) : 0;
    if (kept > 0) kept = apart(ones, count);
    if (kept < 0) return NULL;
    if (kept == 0) return PyObject_CallFunctionObjArgs(decide, given, NULL);
    PyObject *all = PyTuple_New(kept);
    for (Py_ssize_t i = 0; all != NULL && i < kept; i++) PyTuple_SetItem(all, i, Py_NewRef(ones[i].finding));
    return all;
}

PyObject *resolve_all(PyObject *self, PyObject *args) {
    (void)self;
    PyObject *found, *decide;
    if (!PyArg_ParseTuple(args, "O!O", &PyList_Type, &found, &decide)) return NULL;
    Py_ssize_t count = PyList_Size(found);
    PyObject *all = PyList_New(count);
    for (Py_ssize_t i = 0; all != NULL && i < count; i++) {
        PyObject *given = PyList_GetItem(found, i);
        PyObject *one = given == NULL ? NULL : spared(left_of(given, decide));
        if (one == NULL) Py_CLEAR(all);
        else PyList_SetItem(all, i, one);
    }
    return all;
}
