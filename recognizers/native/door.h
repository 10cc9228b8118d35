/* What door.c and address_door.c offer to module.c. */
#ifndef REDACTOR_DOOR_H
#define REDACTOR_DOOR_H

/* Raise a ValueError that says why; give -1. */
int refuse(const char *why);

PyObject *make_scanner(PyObject *self, PyObject *args);
PyObject *scan_texts(PyObject *self, PyObject *args);
PyObject *make_grammar(PyObject *self, PyObject *args);
PyObject *take_parts(PyObject *self, PyObject *args);

#endif
