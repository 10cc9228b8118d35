/* The door to Python: texts in, what is known of them, was found in them or may stand in them out. Must never tell
 * what is remembered to who has not the text that it was found in. */
#include "api.h"

#include "door.h"

/* Raised with every change of what the functions take; redactor/recall/native/__init__.py asks for one. */
#define VERSION 2

int refuse(const char *why) {
    PyErr_SetString(PyExc_ValueError, why);
    return -1;
}

static PyMethodDef methods[] = {
    {"digest", digest_of, METH_VARARGS, "digest(secret, said, text) -> the key of a text whose field says something."},
    {"spans", spans_of, METH_VARARGS,
     "spans(texts, found, kind, others) -> for each text the spans of that kind, which findings that nobody else holds "
     "become; others(text, findings) gives those of a text that may hold a mask."},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef definition = {PyModuleDef_HEAD_INIT, "_recall", NULL, -1, methods, NULL, NULL, NULL, NULL};

PyMODINIT_FUNC PyInit__recall(void) {
    PyObject *module = PyModule_Create(&definition), *memory = memory_type(), *listed = listed_type();
    if (module == NULL || memory == NULL || listed == NULL || PyModule_AddObjectRef(module, "Memory", memory) < 0 ||
        PyModule_AddObjectRef(module, "Listed", listed) < 0 || PyModule_AddIntConstant(module, "VERSION", VERSION) < 0)
        Py_CLEAR(module);
    Py_XDECREF(memory);
    Py_XDECREF(listed);
    return module;
}
