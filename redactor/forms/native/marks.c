/* Masks in an object of Python's, which holds the batch whose cells they are of. Must never point into a batch that
 * is gone. */
#include "api.h"

#include "marks.h"

#define NAME "redactor.forms.marks"

static void drop_marks(Marks *marks) {
    drop_store(&marks->store);
    PyMem_Free(marks->written);
    Py_XDECREF(marks->rows);
    PyMem_Free(marks);
}

static void ended(PyObject *capsule) {
    Marks *marks = PyCapsule_GetPointer(capsule, NAME);
    if (marks != NULL) drop_marks(marks);
}

Marks *marks_in(PyObject *given) {
    return PyCapsule_IsValid(given, NAME) ? PyCapsule_GetPointer(given, NAME) : (refuse("masks"), NULL);
}

PyObject *new_marks(PyObject *self, PyObject *const *args, Py_ssize_t given) {
    (void)self;
    Batch *batch = given == 1 ? batch_in(args[0]) : (refuse("rows"), NULL);
    Marks *marks = batch == NULL ? NULL : PyMem_Calloc(1, sizeof *marks);
    if (marks == NULL) return batch == NULL ? NULL : PyErr_NoMemory();
    marks->batch = batch;
    marks->rows = Py_NewRef(args[0]);
    marks->count = batch->told.count;
    marks->written = PyMem_Calloc(marks->count + 1, sizeof *marks->written);
    PyObject *made = marks->written == NULL ? PyErr_NoMemory() : PyCapsule_New(marks, NAME, ended);
    if (made == NULL) drop_marks(marks);
    return made;
}

int put_mask(Marks *marks, size_t cell, Part mask) {
    const uint8_t *kept = stored(&marks->store, mask.text, mask.size);
    if (kept == NULL) return -1;
    marks->written[cell] = (Part){kept, mask.size};
    return 0;
}

/* A cell of these, by its number; NULL with an error. */
static Part *cell_at(Marks *marks, PyObject *number) {
    Py_ssize_t at = PyLong_AsSsize_t(number);
    if (at >= 0 && (size_t)at < marks->count) return &marks->written[at];
    return PyErr_Occurred() ? NULL : (refuse("a cell"), NULL);
}

PyObject *put_written(PyObject *self, PyObject *const *args, Py_ssize_t given) {
    (void)self;
    Part mask;
    Marks *marks = given == 3 ? marks_in(args[0]) : (refuse("masks, a cell, and its mask"), NULL);
    Part *cell = marks == NULL ? NULL : cell_at(marks, args[1]);
    if (cell == NULL || part_of(args[2], &mask) < 0) return NULL;
    if (mask.text != NULL && put_mask(marks, (size_t)(cell - marks->written), mask) < 0) return NULL;
    return Py_NewRef(Py_None);
}

PyObject *show_written(PyObject *self, PyObject *const *args, Py_ssize_t given) {
    (void)self;
    Marks *marks = given == 2 ? marks_in(args[0]) : (refuse("masks and a cell"), NULL);
    const Part *cell = marks == NULL ? NULL : cell_at(marks, args[1]);
    if (cell == NULL) return NULL;
    if (cell->text == NULL) return Py_NewRef(cell->size == STAYS ? Py_None : Py_False);
    return PyBytes_FromStringAndSize((const char *)cell->text, (Py_ssize_t)cell->size);
}
