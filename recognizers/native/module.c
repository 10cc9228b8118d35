/* The door to Python: texts in, stretches out, with the interpreter free while texts are read.
 *
 * Written to CPython's limited API of 3.11, so that one build serves every later version.
 */
#define Py_LIMITED_API 0x030B0000
#define PY_SSIZE_T_CLEAN
#include <Python.h>

#include "batch.h"
#include "door.h"
#include "making.h"

#include <string.h>

/* Raised with every change of what the functions take; recognizers/native/__init__.py asks for one. */
#define VERSION 16
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

static PyObject *build(PyObject *self, PyObject *args) {
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

/* For each text a list of what was found in it. */
static PyObject *rows_of(const Maker *maker, const Stretches *found, size_t texts) {
    PyObject *all = PyList_New((Py_ssize_t)texts);
    size_t at = 0;
    for (size_t text = 0; all != NULL && text < texts; text++) {
        size_t end = at;
        while (end < found->count && found->items[end].text == text) end++;
        PyObject *rows = PyList_New((Py_ssize_t)(end - at));
        for (size_t i = at; rows != NULL && i < end; i++) {
            const Stretch *one = &found->items[i];
            PyObject *row = stretch_of(maker, one->start, one->end, one->group, one->lead);
            if (row == NULL) Py_CLEAR(rows);
            else PyList_SetItem(rows, (Py_ssize_t)(i - at), row);
        }
        if (rows == NULL) {
            Py_CLEAR(all);
            break;
        }
        PyList_SetItem(all, (Py_ssize_t)text, rows);
        at = end;
    }
    return all;
}

static PyObject *tag(PyObject *self, PyObject *args) {
    (void)self;
    PyObject *capsule, *making, *texts;
    if (!PyArg_ParseTuple(args, "OOO!", &capsule, &making, &PyList_Type, &texts)) return NULL;
    Holder *holder = PyCapsule_GetPointer(capsule, CAPSULE);
    const Maker *maker = holder == NULL ? NULL : maker_of(making);
    if (maker == NULL) return NULL;
    Batch batch = {0};
    Stretches found = {0};
    PyObject *all = NULL;
    if (batch_take(&batch, texts, NULL, NULL) == 0) {
        int failed;
        Py_BEGIN_ALLOW_THREADS failed = batch_read(&holder->model, &batch, &found);
        Py_END_ALLOW_THREADS all = failed ? PyErr_NoMemory() : rows_of(maker, &found, batch.count);
    }
    free(found.items);
    batch_free(&batch);
    return all;
}

const void *model_of(PyObject *capsule) {
    const Holder *holder = PyCapsule_GetPointer(capsule, CAPSULE);
    return holder == NULL ? NULL : &holder->model;
}

static PyObject *word(PyObject *self, PyObject *args) {
    (void)self;
    PyObject *capsule, *text;
    if (!PyArg_ParseTuple(args, "OU", &capsule, &text)) return NULL;
    Holder *holder = PyCapsule_GetPointer(capsule, CAPSULE);
    if (holder == NULL) return NULL;
    uint32_t codes[8 + 2 * PAD] = {0};
    Py_ssize_t length = PyUnicode_GetLength(text);
    if (length < 2 || length > 8) return PyBool_FromLong(0); /* no word is so long */
    if (PyUnicode_AsUCS4(text, codes + PAD, length, 0) == NULL) return NULL;
    Work work = {0};
    if (work_make(&work, 8) < 0) return PyErr_NoMemory();
    int found = is_word(&holder->model, &work, codes, (size_t)length);
    work_free(&work);
    return PyBool_FromLong(found);
}

static PyMethodDef METHODS[] = {
    {"build", build, METH_VARARGS, "Take the tables of a trained model."},
    {"maker", make_maker, METH_VARARGS, "Take what stretches are made of."},
    {"tag", tag, METH_VARARGS, "Find the names and addresses of a list of texts."},
    {"word", word, METH_VARARGS, "Say whether a whole text is a word of the dictionary."},
    {"scanner", make_scanner, METH_VARARGS, "Take the classes and words that shapes are made of."},
    {"scan", scan_texts, METH_VARARGS, "Give the bits of each text's shape."},
    {"grammar", make_grammar, METH_VARARGS, "Take the words and regions that addresses are taken apart by."},
    {"parts", take_parts, METH_VARARGS, "Take an address apart."},
    {"watch", make_watch, METH_VARARGS, "Take the classes that occasions of rules are told by."},
    {"occasions", find_occasions, METH_VARARGS, "Say of each text whether the rules behind the model have anything to do."},
    {"teller", make_teller, METH_VARARGS, "Take what findings are made of, and what tells that they are certain."},
    {"certain", find_certain, METH_VARARGS, "Give the finding of each stretch that is certain as it stands."},
    {"named", find_named, METH_VARARGS, "Give the findings of texts, and what is left of them to the rules."},
    {"tone", tone_of, METH_VARARGS, "Give the mean level of the Han characters around a span."},
    {"starts", find_starts, METH_VARARGS, "Give where in a text a shape may begin."},
    {"mobiles", find_mobiles, METH_VARARGS, "Give where in a text mobile numbers may stand."},
    {"alone", find_alone, METH_VARARGS, "Find mobile numbers that stand alone, and where others may."},
    {"outright", make_outright, METH_VARARGS, "Take what is found outright."},
    {"read", read_outright, METH_VARARGS, "Give the bits of each text's shape, and what is found in it outright."},
    {"resolve", resolve_all, METH_VARARGS, "Give for each list of findings those that are left of it."},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef MODULE = {
    PyModuleDef_HEAD_INIT, "_kernel", "The compiled kernel of the recognizers.", 0, METHODS,
    NULL, NULL, NULL, NULL,
};

PyMODINIT_FUNC PyInit__kernel(void) {
    PyObject *module = PyModule_Create(&MODULE);
    if (module != NULL && PyModule_AddIntConstant(module, "VERSION", VERSION) < 0) Py_CLEAR(module);
    return module;
}
