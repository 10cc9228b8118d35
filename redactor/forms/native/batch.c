/* A batch in an object of Python's, which holds all that points into its records. Must never let go of records or
 * store before the object itself goes. */
#include "api.h"

#include "batch.h"

#define NAME "redactor.forms.batch"

static void drop_batch(Batch *batch) {
    drop_given(&batch->given);
    drop_store(&batch->store);
    PyMem_Free(batch->read);
    PyMem_Free(batch->cells);
    PyMem_Free(batch->ends);
    PyMem_Free(batch->text);
    drop_told(&batch->told);
    PyMem_Free(batch);
}

static void ended(PyObject *capsule) {
    Batch *batch = PyCapsule_GetPointer(capsule, NAME);
    if (batch != NULL) drop_batch(batch);
}

PyObject *new_batch(PyObject *records) {
    Batch *batch = PyMem_Calloc(1, sizeof *batch);
    if (batch == NULL) return PyErr_NoMemory();
    PyObject *made = NULL;
    if (take_given(records, &batch->given) == 0) {
        batch->read = PyMem_Calloc((size_t)batch->given.count, sizeof *batch->read);
        made = batch->read == NULL ? PyErr_NoMemory() : PyCapsule_New(batch, NAME, ended);
    }
    if (made == NULL) drop_batch(batch);
    return made;
}

Batch *batch_in(PyObject *given) {
    return PyCapsule_IsValid(given, NAME) ? PyCapsule_GetPointer(given, NAME) : (refuse("what was read of records"), NULL);
}
