/* Takes the trained model out of Python: tables, templates, what labels cost. */
#include "api.h"

#include "door.h"
#include "kernel.h"
#include "making.h"

#include <string.h>

#define CAPSULE "recognizers.native.Model"

enum { TABLES = 5 };

typedef struct {
    Model model;
    Py_buffer tables[TABLES]; /* symbol, kind, role, words, rows */
    int held;
} Holder;

static void holder_free(PyObject *capsule) {
    Holder *holder = PyCapsule_GetPointer(capsule, CAPSULE);
    if (holder == NULL) return;
    for (int i = 0; i < holder->held; i++) PyBuffer_Release(&holder->tables[i]);
    free(holder->model.taken);
    free(holder);
}

/* Mark the places of words: so small a table stays near, and most places are empty. */
static int mark_taken(Model *model) {
    size_t places = (size_t)1 << model->words_bits;
    model->taken = calloc(places / 32 + 1, sizeof *model->taken);
    if (model->taken == NULL) return PyErr_NoMemory(), -1;
    for (size_t i = 0; i < places; i++) model->taken[i / 32] |= (uint32_t)(model->words[i] != 0) << i % 32;
    return 0;
}

/* Take the tables, which must have the sizes that the numbers promise. */
static int take_tables(Holder *holder, PyObject *tables) {
    Model *model = &holder->model;
    if (PyTuple_Size(tables) != TABLES) return PyErr_Occurred() ? -1 : refuse("tables");
    for (int i = 0; i < TABLES; i++) {
        PyObject *table = PyTuple_GetItem(tables, i);
        if (PyObject_GetBuffer(table, &holder->tables[i], PyBUF_SIMPLE) < 0) return -1;
        holder->held = i + 1;
    }
    size_t words = (size_t)4 << model->words_bits, rows = (size_t)8 << model->bits;
    size_t sizes[TABLES] = {2 * 65536, 65536, 65536, words, rows};
    for (int i = 0; i < TABLES; i++)
        if ((size_t)holder->tables[i].len != sizes[i]) return refuse("the size of a table");
    model->symbol = holder->tables[0].buf;
    model->kind = holder->tables[1].buf;
    model->role = holder->tables[2].buf;
    model->words = holder->tables[3].buf;
    model->rows = holder->tables[4].buf;
    return mark_taken(model);
}

/* Where a column and its factor are listed, now if not before; MAX_SCALED where there is no room. */
static int32_t place_of(Model *model, Scaled one) {
    int32_t s = 0;
    while (s < model->scales &&
           (model->scaled[s].column != one.column || model->scaled[s].factor != one.factor))
        s++;
    if (s == model->scales && s < MAX_SCALED) model->scaled[model->scales++] = one;
    return s;
}

static int take_templates(Model *model, PyObject *templates) {
    Py_ssize_t count = PyTuple_Size(templates), terms = 0;
    if (count < 1 || count > MAX_TEMPLATES) return PyErr_Occurred() ? -1 : refuse("templates");
    for (Py_ssize_t t = 0; t < count; t++) {
        PyObject *template = PyTuple_GetItem(templates, t);
        Py_ssize_t size = PyTuple_Size(template);
        if (size < 0) return -1;
        for (Py_ssize_t k = 0; k < size; k++, terms++) {
            if (terms == MAX_TERMS) return refuse("too many terms");
            Term *term = &model->terms[terms];
            Scaled scaled;
            if (!PyArg_ParseTuple(PyTuple_GetItem(template, k), "iiI", &scaled.column,
                                  &term->offset, &scaled.factor))
                return -1;
            if (scaled.column < 0 || scaled.column >= COLUMNS || term->offset < -PAD ||
                term->offset > PAD)
                return refuse("a term");
            term->scaled = place_of(model, scaled);
            if (term->scaled == MAX_SCALED) return refuse("too many factors");
        }
        model->ends_at[t] = (int32_t)terms;
    }
    model->templates = (int32_t)count;
    return 0;
}

/* Take what the labels cost: LABELS rows of transitions, one of begins, one of ends. */
static int take_labels(Model *model, PyObject *costs, const char *group, const char *first) {
    if (PyTuple_Size(costs) != LABELS * (LABELS + 2))
        return PyErr_Occurred() ? -1 : refuse("costs");
    for (int i = 0; i < LABELS * (LABELS + 2); i++) {
        long cost = PyLong_AsLong(PyTuple_GetItem(costs, i));
        if (cost == -1 && PyErr_Occurred()) return -1;
        if (cost < -4000000 || cost > 4000000) return refuse("a cost");
        if (i < LABELS * LABELS)
            model->transitions[i / LABELS][i % LABELS] = (int32_t)cost;
        else if (i < LABELS * (LABELS + 1))
            model->begins[i % LABELS] = (int32_t)cost;
        else
            model->finals[i % LABELS] = (int32_t)cost;
    }
    for (int l = 0; l < LABELS; l++)
        if ((uint8_t)group[l] >= STRETCH_GROUPS) return refuse("a group");
    memcpy(model->group, group, LABELS);
    memcpy(model->first, first, LABELS);
    return 0;
}

PyObject *make_model(PyObject *self, PyObject *args) {
    (void)self;
    PyObject *tables, *numbers, *templates, *costs;
    const char *group, *first;
    Py_ssize_t groups, firsts;
    if (!PyArg_ParseTuple(args, "O!O!O!O!y#y#", &PyTuple_Type, &tables, &PyTuple_Type, &numbers,
                          &PyTuple_Type, &templates, &PyTuple_Type, &costs, &group, &groups, &first,
                          &firsts))
        return NULL;
    PyObject *capsule;
    Holder *holder = in_capsule(sizeof *holder, CAPSULE, holder_free, &capsule);
    if (holder == NULL) return NULL;
    Model *model = &holder->model;
    int taken = PyArg_ParseTuple(numbers, "IIIIIIIIi", &model->words_bits, &model->bits,
                                 &model->categories, &model->han, &model->roles, &model->far,
                                 &model->reach, &model->scale, &model->bias);
    if (taken && (model->words_bits < 1 || model->words_bits > 24 || model->bits < 1 ||
                  model->bits > 28 || model->categories < 1 || model->far > 1000 ||
                  model->scale > 1000 || groups != LABELS || firsts != LABELS))
        taken = refuse("a number") == 0;
    if (!taken || take_tables(holder, tables) < 0 || take_templates(model, templates) < 0 ||
        take_labels(model, costs, group, first) < 0) {
        Py_DecRef(capsule);
        return NULL;
    }
    return capsule;
}

const void *model_of(PyObject *capsule) {
    const Holder *holder = PyCapsule_GetPointer(capsule, CAPSULE);
    return holder == NULL ? NULL : &holder->model;
}
