/* What the doors offer to module.c, and to each other. */
#ifndef REDACTOR_DOOR_H
#define REDACTOR_DOOR_H

#include <stdint.h>

/* Raise a ValueError that says why; give -1. */
int refuse(const char *why);

/* Zeroed memory that a new capsule holds, and frees with `destroy`; NULL with an error. */
void *in_capsule(size_t size, const char *name, PyCapsule_Destructor destroy, PyObject **capsule);

/* The `Scanner` of scan.h that a capsule holds; NULL with an error where it holds none. */
const void *scanner_of(PyObject *capsule);

/* The `Grammar` of address.h that a capsule holds; NULL with an error where it holds none. */
const void *grammar_of(PyObject *capsule);

/* The `Model` of kernel.h that a capsule holds; NULL with an error where it holds none. */
const void *model_of(PyObject *capsule);

/* The parts of an address by the grammar of a capsule; None for one with characters that no class is known of. */
PyObject *parts_at(PyObject *grammar, const uint32_t *codes, size_t length, Py_ssize_t offset);

PyObject *make_scanner(PyObject *self, PyObject *args);
PyObject *scan_texts(PyObject *self, PyObject *args);
PyObject *make_grammar(PyObject *self, PyObject *args);
PyObject *take_parts(PyObject *self, PyObject *args);

/* model.c */
PyObject *make_model(PyObject *self, PyObject *args);

/* occasions_door.c */
PyObject *make_watch(PyObject *self, PyObject *args);
PyObject *find_occasions(PyObject *self, PyObject *args);
PyObject *find_settled(PyObject *self, PyObject *args);

/* certain.c */
PyObject *make_teller(PyObject *self, PyObject *args);
PyObject *find_certain(PyObject *self, PyObject *args);

/* naming.c */
PyObject *find_named(PyObject *self, PyObject *args);

/* tone.c */
PyObject *tone_of(PyObject *self, PyObject *args);

/* outright.c */
PyObject *make_outright(PyObject *self, PyObject *args);
PyObject *read_outright(PyObject *self, PyObject *args);

/* resolving.c */
PyObject *resolve_all(PyObject *self, PyObject *args);

/* gathering.c */
PyObject *distinct_of(PyObject *self, PyObject *values);
PyObject *spread(PyObject *self, PyObject *args);
PyObject *open_of(PyObject *self, PyObject *args);
PyObject *join_all(PyObject *self, PyObject *args);

/* places.c */
PyObject *find_starts(PyObject *self, PyObject *args);
PyObject *find_mobiles(PyObject *self, PyObject *args);
PyObject *find_alone(PyObject *self, PyObject *args);

#endif
