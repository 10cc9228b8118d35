/* What occasions_door.c offers to the door that reads names and addresses. */
#ifndef REDACTOR_WATCH_H
#define REDACTOR_WATCH_H

#include "occasions.h"

typedef struct Watch Watch;

/* The watch that a capsule holds; NULL with an error where it holds none. */
const Watch *watch_of(PyObject *capsule);

/* The score below which an address is doubted. */
double sure_by(const Watch *watch);

/* A text as its occasions are told. */
View view_by(const Watch *watch, const uint32_t *codes, size_t size);

#endif
