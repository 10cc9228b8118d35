/* How cells are told, between the files that do. */
#ifndef REDACTOR_TELLING_H
#define REDACTOR_TELLING_H

#include "told.h"

enum { MOST_TITLES = 32 };

/* What does not differ between the cells of a batch. */
typedef struct {
    Store *store;
    Part titles[MOST_TITLES];
    int title_count;
    PyObject *person; /* the label of a person's name that was met last, borrowed from spans */
} Common;

/* What is given of a cell, borrowed, and its text where it is known already. */
typedef struct {
    PyObject *text, *field, *spans;
    Part known;
} About;

/* Note a cell; -1 with an error. */
int add_entry(Told *told, Common *common, const About *about);

/* names.c: take what ends no name; -1 with an error. */
int take_titles(Common *common, PyObject *titles);

/* names.c: note a value if it is a full name that did not come masked; -1 with an error. */
int add_name(Told *told, Common *common, PyObject *span, Part value);

/* pairs.c: the number of what was found, by path and the entity of each span; -1 with an error. */
int32_t kind_of_text(Told *told, PyObject *path, PyObject *spans);

#endif
