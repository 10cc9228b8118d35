/* What was found in a batch's texts in; what is known of each of its cells kept with its rows. Must never be asked
 * of a batch a second time while it asks Python about it. */
#include "api.h"

#include "batch.h"
#include "fetch.h"
#include "spans.h"
#include "telling.h"

enum { AHEAD = 8 };

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

static int is_span(PyObject *span) { return PyTuple_Check(span) && PyTuple_Size(span) == SPAN_FIELDS; }

/* The spans of declared texts that are not read: of one length, under one entity, they are the same. */
typedef struct {
    PyObject *entity, *spans;
    Py_ssize_t length;
} Known;

enum { KNOWN = 64 };

/* All cells under way: what is given, and the spans that are made. */
typedef struct {
    Batch *batch;
    PyObject *texts, *fields, *found, *declared, *policy;
    PyObject *spans;   /* owned */
    Py_ssize_t done;   /* of what was found */
    size_t done_cells; /* of those that were read */
    Known known[KNOWN];
    Common common;
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

/* The bytes of a cell's text; nothing where it is a field's name, which was not read as a text. */
static Part known_text(Telling *telling, Py_ssize_t at) {
    const Batch *batch = telling->batch;
    if (telling->done_cells == batch->text_count || batch->text[telling->done_cells].number != at) return (Part){NULL, 0};
    const Cell *cell = &batch->text[telling->done_cells++];
    return (Part){cell->text, cell->size};
}

/* Tell one cell; -1 with an error. */
static int tell(Telling *telling, Py_ssize_t at) {
    PyObject *text = PyList_GetItem(telling->texts, at), *field = field_at(telling->fields, at);
    PyObject *spans = text == NULL || field == NULL ? NULL : spans_at(telling, text, field);
    if (spans == NULL) return -1;
    About about = {text, field, spans, known_text(telling, at)};
    PyTuple_SetItem(telling->spans, at, spans);
    return add_entry(&telling->batch->told, &telling->common, &about);
}

/* Tell all cells; -1 with an error. */
static int tell_all(Telling *telling, Py_ssize_t count) {
    int failed = telling->spans == NULL;
    for (Py_ssize_t at = 0; !failed && at < count; at++) {
        fetch_ahead(telling, at);
        failed = tell(telling, at) < 0;
    }
    for (int i = 0; i < KNOWN; i++) Py_XDECREF(telling->known[i].spans);
    return failed ? -1 : 0;
}

PyObject *tell_cells(PyObject *self, PyObject *const *args, Py_ssize_t given) {
    (void)self;
    if (given != 7 || !PyList_Check(args[1]) || !PyList_Check(args[2]) || !PyList_Check(args[3]) || !is_span(args[5]) ||
        !PyTuple_Check(args[6]))
        return refuse("rows, texts, fields, what was found, what spans a declared text has, one of them, and titles"), NULL;
    Batch *batch = batch_in(args[0]);
    if (batch == NULL || batch->told.is_busy) return batch == NULL ? NULL : (refuse("rows that are told already"), NULL);
    Py_ssize_t count = PyList_Size(args[1]);
    Telling all = {batch, args[1], args[2], args[3], args[4], args[5], PyTuple_New(count), 0, 0, {{NULL, NULL, 0}},
                   {&batch->store, {{NULL, 0}}, 0, NULL}};
    drop_told(&batch->told);
    batch->told.is_busy = 1;
    int failed = take_titles(&all.common, args[6]) < 0 || tell_all(&all, count) < 0;
    batch->told.spans = all.spans;
    batch->told.is_busy = 0;
    if (!failed) return Py_NewRef(all.spans);
    drop_told(&batch->told); /* with the spans */
    return NULL;
}

/* Add a cell: the text of another with other spans. */
PyObject *add_cell(PyObject *self, PyObject *const *args, Py_ssize_t given) {
    (void)self;
    if (given != 4 || !PyTuple_Check(args[2]) || !PyTuple_Check(args[3]) || PyTuple_Size(args[2]) != FIELD_FIELDS)
        return refuse("rows, a text, its field, and its spans"), NULL;
    Batch *batch = batch_in(args[0]);
    if (batch == NULL || batch->told.is_busy || batch->told.count >= INT32_MAX)
        return batch == NULL ? NULL : (refuse("one cell more"), NULL);
    Told *told = &batch->told;
    if (told->more == NULL && (told->more = PyList_New(0)) == NULL) return NULL;
    if (PyList_Append(told->more, args[3]) < 0) return NULL;
    Common common = {&batch->store, {{NULL, 0}}, 0, NULL};
    About about = {args[1], args[2], args[3], {NULL, 0}};
    if (add_entry(told, &common, &about) < 0) return NULL;
    told->entry[told->count - 1].name_count = 0; /* they were looked for */
    return PyLong_FromSize_t(told->count - 1);
}
