/* The door to Python: records in; their texts as numbers of a batch, and later their masked copies, out. */
#include "api.h"

#include "door.h"

/* Raised with every change of what the functions take; redactor/forms/native/__init__.py asks for one. */
#define VERSION 10

static PyMethodDef methods[] = {
    {"read", (PyCFunction)(void (*)(void))read_record, METH_FASTCALL,
     "read(record, forms, numbers, texts, fields, most) -> (record, cells, value, ends) or None: cells join their batch."},
    {"asked", (PyCFunction)(void (*)(void))cells_asked, METH_FASTCALL,
     "asked(texts, fields) -> (texts, hints) of the cells that are read."},
    {"told", (PyCFunction)(void (*)(void))tell_cells, METH_FASTCALL,
     "told(texts, fields, found, declared, of_policy, titles) -> (spans, names, pairs, unmasked) of all cells."},
    {"mask", (PyCFunction)(void (*)(void))mask_records, METH_FASTCALL,
     "mask(rows, places, written, texts, spans, fields, recipes, surnames) -> the cells that are left, now and then twice."},
    {"found", (PyCFunction)(void (*)(void))find_record, METH_FASTCALL,
     "found(rows, place, names, found) -> all that was found, or None where the stages must look at it."},
    {"made", (PyCFunction)(void (*)(void))make_record, METH_FASTCALL,
     "made(rows, place, record, names, found, copies, own) -> its result, or None where the stages must make it."},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef definition = {PyModuleDef_HEAD_INIT, "_forms", NULL, -1, methods, NULL, NULL, NULL, NULL};

PyMODINIT_FUNC PyInit__forms(void) {
    PyObject *module = PyModule_Create(&definition);
    if (module != NULL && PyModule_AddIntConstant(module, "VERSION", VERSION) < 0) Py_CLEAR(module);
    return module;
}
