/* The door to Python: texts in, stretches out, with the interpreter free while texts are read. */
#include "api.h"

#include "batch.h"
#include "door.h"
#include "making.h"

/* Raised with every change of what the functions take; recognizers/native/__init__.py asks for one. */
#define VERSION 20

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
    const Model *model = model_of(capsule);
    const Maker *maker = model == NULL ? NULL : maker_of(making);
    if (maker == NULL) return NULL;
    Batch batch = {0};
    Stretches found = {0};
    PyObject *all = NULL;
    if (batch_take(&batch, texts, NULL, NULL) == 0) {
        int failed;
        Py_BEGIN_ALLOW_THREADS failed = batch_read(model, &batch, &found);
        Py_END_ALLOW_THREADS all = failed ? PyErr_NoMemory() : rows_of(maker, &found, batch.count);
    }
    free(found.items);
    batch_free(&batch);
    return all;
}

static PyObject *word(PyObject *self, PyObject *args) {
    (void)self;
    PyObject *capsule, *text;
    if (!PyArg_ParseTuple(args, "OU", &capsule, &text)) return NULL;
    const Model *model = model_of(capsule);
    if (model == NULL) return NULL;
    uint32_t codes[8 + 2 * PAD] = {0};
    Py_ssize_t length = PyUnicode_GetLength(text);
    if (length < 2 || length > 8) return PyBool_FromLong(0); /* no word is so long */
    if (PyUnicode_AsUCS4(text, codes + PAD, length, 0) == NULL) return NULL;
    Work work = {0};
    if (work_make(&work, 8) < 0) return PyErr_NoMemory();
    int found = is_word(model, &work, codes, (size_t)length);
    work_free(&work);
    return PyBool_FromLong(found);
}

static PyMethodDef METHODS[] = {
    {"build", make_model, METH_VARARGS, "Take the tables of a trained model."},
    {"maker", make_maker, METH_VARARGS, "Take what stretches are made of."},
    {"tag", tag, METH_VARARGS, "Find the names and addresses of a list of texts."},
    {"word", word, METH_VARARGS, "Say whether a whole text is a word of the dictionary."},
    {"scanner", make_scanner, METH_VARARGS, "Take the classes and words that shapes are made of."},
    {"scan", scan_texts, METH_VARARGS, "Give the bits of each text's shape."},
    {"grammar", make_grammar, METH_VARARGS, "Take the words and regions that addresses are taken apart by."},
    {"parts", take_parts, METH_VARARGS, "Take an address apart."},
    {"watch", make_watch, METH_VARARGS, "Take the classes that occasions of rules are told by."},
    {"occasions", find_occasions, METH_VARARGS, "Say of each text whether the rules behind the model have anything to do."},
    {"settled", find_settled, METH_VARARGS, "Leave of each text's stretches what the rules surely leave of them."},
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
    {"distinct", distinct_of, METH_O, "Give the values of a list, each once."},
    {"spread", spread, METH_VARARGS, "Give for each value of a list what a mapping has for it."},
    {"open", open_of, METH_VARARGS, "Give the places of values for which a mapping has anything, each with that."},
    {"join", join_all, METH_VARARGS, "Put what else is found in texts behind what is found in each."},
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
