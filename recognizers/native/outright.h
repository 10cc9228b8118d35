/* What outright.c offers to its door: what is found, and how. */
#ifndef REDACTOR_OUTRIGHT_H
#define REDACTOR_OUTRIGHT_H

#include "cued.h"
#include "places.h"
#include "whole.h"

/* The findings that others are like, in the order of recognizers/outright.py. */
enum { USED, UNUSED, SPLIT, SOLID, POSTED, MAILED, IDENTIFIED, CALLED, FINDINGS };

typedef struct {
    PyObject *scanner, *findings; /* a capsule; a tuple, with None for what nobody finds */
    Mobiles mobiles;
    PyObject *segments, *names; /* bytes, which hold those of `mobiles` and of `cued` */
    PyObject *rules; /* a tuple, of tuples that begin with a finding: those of `cued`, in their order */
    Carriers carriers;
    Cued cued;
} Outright;

/* Find all that can be, and add to the shape what is told of it; 0, or -1 with an error. */
int find_outright(const Outright *outright, const Text *text, uint64_t *shape, PyObject *found);

#endif
