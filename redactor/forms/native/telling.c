/* What was found in a batch's texts in; what each of its cells has to be told out. */
#include "api.h"

#include "door.h"
#include "fetch.h"
#include "pairs.h"
#include "spans.h"

#include <string.h>

enum { SHORTEST_NAME = 2, LONGEST_NAME = 6, AHEAD = 8 };

/* The field of a cell, borrowed; NULL with an error. */
static PyObject *field_at(PyObject *fields, Py_ssize_t at) {
    PyObject *field = PyList_GetItem(fields, at);
    if (field != NULL && PyTuple_Check(field) && PyTuple_Size(field) == FIELD_FIELDS) return field;
    return field == NULL ? NULL : (refuse("a field"), NULL);
}

PyObject *cells_asked(PyObject *self, PyObject *const *args, Py_ssize_t given) {
    (void)self;
    if (given != 2 || !PyList_Check(args[0]) || !PyList_Check(args[1]))
        return refuse("the texts and the fields of all cells"), NULL;
    PyObject *texts = PyList_New(0), *hints = PyList_New(0);
    int failed = texts == NULL || hints == NULL;
    for (Py_ssize_t at = 0; !failed && at < PyList_Size(args[1]); at++) {
        PyObject *field = field_at(args[1], at);
        if (field == NULL) failed = 1;
        else if (PyTuple_GetItem(field, IS_READ) == Py_True) {
            PyObject *text = PyList_GetItem(args[0], at);
            failed = text == NULL || PyList_Append(texts, text) < 0 ||
                     PyList_Append(hints, PyTuple_GetItem(field, HINT)) < 0;
        }
    }
    PyObject *both = failed ? NULL : PyTuple_Pack(2, texts, hints);
    Py_XDECREF(texts);
    Py_XDECREF(hints);
    return both;
}

/* A Han character of a name, or its middle dot: its bytes, 0 if it is neither. U+3400 to U+9FFF, U+00B7. */
static int of_name(const uint8_t *at, const uint8_t *end) {
    if (end - at >= 2 && at[0] == 0xC2 && at[1] == 0xB7) return 2;
    if (end - at < 3 || at[0] < 0xE3 || at[0] > 0xE9) return 0;
    return at[0] > 0xE3 || at[1] >= 0x90 ? 3 : 0;
}

/* Whether a name is one that is looked for elsewhere, as `redactor.stages.echo` has it. */
static int is_full(Text name, PyObject *titles) {
    if (name.length < SHORTEST_NAME || name.length > LONGEST_NAME) return 0;
    for (const uint8_t *at = name.start; at < name.end;) {
        int size = of_name(at, name.end);
        if (size == 0) return 0;
        at += size;
    }
    for (Py_ssize_t i = 0; i < PyTuple_Size(titles); i++) {
        Text title;
        if (!text_of(PyTuple_GetItem(titles, i), &title)) continue;
        ptrdiff_t size = title.end - title.start;
        if (size <= name.end - name.start && memcmp(name.end - size, title.start, (size_t)size) == 0) return 0;
    }
    return 1;
}

static int is_span(PyObject *span) { return PyTuple_Check(span) && PyTuple_Size(span) == SPAN_FIELDS; }

/* Whether a span is a person's name that did not come masked. */
static int is_name(PyObject *span) {
    PyObject *entity = PyTuple_GetItem(span, ENTITY);
    return PyUnicode_Check(entity) && PyUnicode_CompareWithASCIIString(entity, "PERSON") == 0 &&
           PyTuple_GetItem(span, MASKED) != Py_True;
}

/* One name after the other: nearly always there is one, and no list is made. */
typedef struct {
    PyObject *first, *all; /* owned; the latter is a list of all where there are several */
} NameList;

/* Add a name, and take it; -1 with an error. */
static int add_name(NameList *names, PyObject *name) {
    if (name == NULL) return -1;
    if (names->first == NULL) {
        names->first = name;
        return 0;
    }
    if (names->all == NULL && (names->all = PyList_New(0)) != NULL && PyList_Append(names->all, names->first) < 0)
        Py_CLEAR(names->all);
    int failed = names->all == NULL ? -1 : PyList_Append(names->all, name);
    Py_DecRef(name);
    return failed;
}

/* A tuple of them; None if there is none, NULL with an error. */
static PyObject *tuple_of_names(NameList *names, int failed) {
    PyObject *all = NULL;
    if (failed) all = NULL;
    else if (names->first == NULL) all = Py_NewRef(Py_None);
    else all = names->all == NULL ? PyTuple_Pack(1, names->first) : PyList_AsTuple(names->all);
    Py_XDECREF(names->first);
    Py_XDECREF(names->all);
    return all;
}

/* The full names among a text's spans; None if there is none, NULL with an error. */
static PyObject *names_among(PyObject *given, PyObject *spans, PyObject *titles) {
    NameList names = {NULL, NULL};
    int failed = 0;
    Text text, rest = {NULL, NULL, 0};
    Py_ssize_t start, end, done = 0;
    for (Py_ssize_t i = 0; !failed && i < PyTuple_Size(spans); i++) {
        PyObject *span = PyTuple_GetItem(spans, i);
        if (!is_name(span) || !text_of(given, &text) || !ends_in(span, SPAN_FIELDS, text.length, &start, &end))
            continue; /* what is odd makes no copy */
        if (rest.start == NULL || start < done) rest = text, done = 0;
        rest = (Text){skipped(rest, start - done), rest.end, rest.length - (start - done)};
        done = start; /* the next is looked for from here on: a long text has many */
        Text name = part_between(rest, 0, end - start);
        if (!is_full(name, titles)) continue;
        failed = add_name(&names, PyBytes_FromStringAndSize((const char *)name.start, name.end - name.start)) < 0;
    }
    return tuple_of_names(&names, failed);
}

/* The spans of declared texts that are not read: of one length, under one entity, they are the same. */
typedef struct {
    PyObject *entity, *spans;
    Py_ssize_t length;
} Known;

enum { KNOWN = 64 };

/* All cells under way: what is given, and the lists that are made. */
typedef struct {
    PyObject *texts, *fields, *found, *declared, *policy, *titles;
    PyObject *spans, *names, *pairs, *unmasked;
    Py_ssize_t done; /* of what was found */
    Known known[KNOWN];
    Pairs pairs_known;
} Telling;

/* The one span of a declared text in which the same was read, as a span of the policy with its parts; NULL
 * with an error. */
static PyObject *widened(PyObject *policy, Py_ssize_t length, PyObject *read) {
    PyObject *fields[SPAN_FIELDS], *end = PyLong_FromSsize_t(length);
    for (Py_ssize_t i = 0; i < SPAN_FIELDS; i++) fields[i] = PyTuple_GetItem(policy, i);
    fields[END] = end;
    fields[ENTITY] = PyTuple_GetItem(read, ENTITY);
    fields[PARTS] = PyTuple_GetItem(read, PARTS);
    PyObject *span = end == NULL ? NULL : new_of((PyObject *)Py_TYPE(policy), fields, SPAN_FIELDS);
    PyObject *spans = span == NULL ? NULL : PyTuple_Pack(1, span);
    Py_XDECREF(end);
    Py_XDECREF(span);
    return spans;
}

/* The spans of a declared text, given what was read in it; NULL with an error. */
static PyObject *declared_spans(Telling *telling, PyObject *text, PyObject *entity, PyObject *within) {
    Py_ssize_t length = PyUnicode_Check(text) ? PyUnicode_GetLength(text) : 0, found = PyTuple_Size(within);
    Known *known = &telling->known[((uintptr_t)entity >> 4 ^ (uintptr_t)length) % KNOWN];
    if (found == 0 && length > 0 && known->entity == entity && known->length == length) return Py_NewRef(known->spans);
    PyObject *read = found == 1 && length > 0 ? PyTuple_GetItem(within, 0) : NULL;
    if (read != NULL && is_span(read) && PyObject_RichCompareBool(PyTuple_GetItem(read, ENTITY), entity, Py_EQ) == 1)
        return widened(telling->policy, length, read);
    PyErr_Clear();
    PyObject *spans = PyObject_CallFunctionObjArgs(telling->declared, text, entity, within, NULL);
    if (found == 0 && length > 0 && spans != NULL) {
        Py_XDECREF(known->spans);
        *known = (Known){entity, Py_NewRef(spans), length}; /* the fields hold the entity */
    }
    return spans;
}

/* The spans of a cell; NULL with an error. */
static PyObject *spans_at(Telling *telling, PyObject *text, PyObject *field) {
    PyObject *declared = PyTuple_GetItem(field, DECLARED), *spans;
    if (PyTuple_GetItem(field, IS_READ) == Py_True) spans = Py_XNewRef(PyList_GetItem(telling->found, telling->done++));
    else spans = PyTuple_New(0);
    if (spans != NULL && !PyTuple_Check(spans)) Py_DecRef(spans), spans = NULL, refuse("spans");
    if (spans != NULL && declared != Py_None) {
        PyObject *within = spans;
        spans = declared_spans(telling, text, declared, within);
        Py_DecRef(within);
    }
    if (spans == NULL || PyTuple_Check(spans)) return spans;
    Py_DecRef(spans);
    return refuse("spans"), NULL;
}

/* Have the memory fetch what the cells behind this one need: all of it was made long before. */
static void fetch_ahead(const Telling *telling, Py_ssize_t at) {
    fetch_item(telling->texts, at + AHEAD);
    fetch_item(telling->found, telling->done + AHEAD);
    fetch_first(telling->found, telling->done + AHEAD / 2);
}

/* Tell one cell; -1 with an error. */
static int tell(Telling *telling, Py_ssize_t at) {
    PyObject *text = PyList_GetItem(telling->texts, at), *field = field_at(telling->fields, at);
    PyObject *spans = text == NULL || field == NULL ? NULL : spans_at(telling, text, field);
    if (spans == NULL) return -1;
    PyObject *pairs = pairs_of(&telling->pairs_known, PyTuple_GetItem(field, PATH), spans);
    PyObject *names = pairs == NULL ? NULL : names_among(text, spans, telling->titles);
    PyList_SetItem(telling->unmasked, at, Py_NewRef(PyTuple_Size(spans) > 0 ? Py_False : Py_None));
    PyList_SetItem(telling->spans, at, spans);
    if (pairs != NULL) PyList_SetItem(telling->pairs, at, pairs);
    if (names != NULL) PyList_SetItem(telling->names, at, names);
    return names == NULL ? -1 : 0;
}

PyObject *tell_cells(PyObject *self, PyObject *const *args, Py_ssize_t given) {
    (void)self;
    if (given != 6 || !PyList_Check(args[0]) || !PyList_Check(args[1]) || !PyList_Check(args[2]) || !is_span(args[4]) ||
        !PyTuple_Check(args[5]))
        return refuse("texts, fields, what was found, what spans a declared text has, one of them, and titles"), NULL;
    Py_ssize_t count = PyList_Size(args[0]);
    Telling all = {args[0], args[1], args[2], args[3], args[4], args[5], PyList_New(count), PyList_New(count),
                   PyList_New(count), PyList_New(count), 0, {{NULL, NULL, 0}}, {{NULL}}};
    int failed = all.spans == NULL || all.names == NULL || all.pairs == NULL || all.unmasked == NULL;
    for (Py_ssize_t at = 0; !failed && at < count; at++) {
        fetch_ahead(&all, at);
        failed = tell(&all, at) < 0;
    }
    PyObject *told = failed ? NULL : PyTuple_Pack(4, all.spans, all.names, all.pairs, all.unmasked);
    for (int i = 0; i < KNOWN; i++) Py_XDECREF(all.known[i].spans);
    drop_pairs(&all.pairs_known);
    Py_XDECREF(all.spans);
    Py_XDECREF(all.names);
    Py_XDECREF(all.pairs);
    Py_XDECREF(all.unmasked);
    return told;
}
