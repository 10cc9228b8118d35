/* The door to Python: masked records in, message sets out, and back. Must never be asked for a checksum before the
 * table is made: that is done first of all. */
#include "api.h"

#include "door.h"

/* Raised with every change of what the functions take; redactor/isolation/native/__init__.py asks for one. */
#define VERSION 7

PyObject *refuse(const char *why) {
    PyErr_SetString(PyExc_ValueError, why);
    return NULL;
}

static PyMethodDef methods[] = {
    {"pack", (PyCFunction)(void (*)(void))pack, METH_FASTCALL,
     "pack(results, made, views, view, begin, most) -> (target, first, last, count, base_ms, latest_ms, records) or None."},
    {"told", (PyCFunction)(void (*)(void))told, METH_FASTCALL,
     "told(results, made) -> (kinds of findings, of each record its kind or why it was refused, sightings, views)."},
    {"opened", (PyCFunction)opened, METH_O, "opened(records) -> [(key, value, headers)] of one set."},
    {"counted", (PyCFunction)(void (*)(void))counted, METH_FASTCALL,
     "counted(records, base_ms, times_ms) -> how many there are, all of them whole and of these times."},
    {"surveyed", (PyCFunction)(void (*)(void))surveyed, METH_FASTCALL,
     "surveyed(records, base_offset, base_ms, appended, count) -> (offsets, times_ms) of a set as a broker gave it."},
    {"cut", (PyCFunction)(void (*)(void))cut, METH_FASTCALL,
     "cut(records, begin, count) -> how many bytes so many take from there on."},
    {"columns", (PyCFunction)columns, METH_O,
     "columns([(base_offset, base_ms, appended, records)]) -> (raw, begins, parts, offsets, times_ms) of a batch's sets."},
    {"checksum", (PyCFunction)(void (*)(void))checksum, METH_FASTCALL,
     "checksum(before, bytes, begin, end) -> CRC-32C of what came before and these."},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef definition = {PyModuleDef_HEAD_INIT, "_sets", NULL, -1, methods, NULL, NULL, NULL, NULL};

PyMODINIT_FUNC PyInit__sets(void) {
    make_table();
    PyObject *module = PyModule_Create(&definition);
    if (module != NULL && PyModule_AddIntConstant(module, "VERSION", VERSION) < 0) Py_CLEAR(module);
    return module;
}
