/* Classes of characters, words and evidence in, what says which stretches are certain out. */
#include "api.h"

#include "door.h"
#include "making.h"
#include "teller.h"

#include <stdlib.h>

#define CAPSULE "recognizers.native.Teller"

static void teller_free(PyObject *capsule) {
    Teller *teller = PyCapsule_GetPointer(capsule, CAPSULE);
    if (teller == NULL) return;
    if (teller->classes.obj != NULL) PyBuffer_Release(&teller->classes);
    for (int i = 0; i < HELD; i++) Py_XDECREF(teller->held[i]);
    free(teller);
}

const Teller *teller_of(PyObject *capsule) { return PyCapsule_GetPointer(capsule, CAPSULE); }

Py_ssize_t teller_prefix(const Teller *teller) { return teller->prefix; }

static int take_words(Words *into, PyObject *words) {
    into->count = PyTuple_Size(words);
    if (into->count > MOST_OF_WORDS) return refuse("words of freight or titles");
    for (Py_ssize_t i = 0; i < into->count; i++) {
        PyObject *word = PyTuple_GetItem(words, i);
        Py_ssize_t length = PyUnicode_GetLength(word);
        if (length < 0) return -1;
        if (length < 1 || length > LENGTH_OF_WORD) return refuse("a word of freight or a title");
        if (PyUnicode_AsUCS4(word, into->word[i], length, 0) == NULL) return -1;
    }
    return 0;
}

PyObject *make_teller(PyObject *self, PyObject *args) {
    (void)self;
    PyObject *classes, *held, *words, *titles;
    Teller given = {0};
    if (!PyArg_ParseTuple(args, "OO!O!O!ddnnnn", &classes, &PyTuple_Type, &held, &PyTuple_Type, &words, &PyTuple_Type,
                          &titles, &given.sure_name, &given.sure_address, &given.long_address, &given.prefix, &given.short_text, &given.reach))
        return NULL;
    if (take_words(&given.freight, words) < 0 || take_words(&given.titles, titles) < 0) return NULL;
    if (PyTuple_Size(held) != HELD) return refuse("what findings are made of"), NULL;
    if (!is_kind_of_tuple(PyTuple_GetItem(held, TYPE)) || grammar_of(PyTuple_GetItem(held, GRAMMAR)) == NULL ||
        model_of(PyTuple_GetItem(held, MODEL)) == NULL)
        return NULL;
    if (!PyFrozenSet_CheckExact(PyTuple_GetItem(held, LOOKALIKES)) || !PyFrozenSet_CheckExact(PyTuple_GetItem(held, COMMON)))
        return refuse("no set of words"), NULL;
    PyObject *capsule;
    Teller *teller = in_capsule(sizeof *teller, CAPSULE, teller_free, &capsule);
    if (teller == NULL) return NULL;
    *teller = given;
    for (int i = 0; i < HELD; i++) teller->held[i] = Py_NewRef(PyTuple_GetItem(held, i));
    if (PyObject_GetBuffer(classes, &teller->classes, PyBUF_SIMPLE) == 0 && teller->classes.len != 2 * 65536)
        refuse("the size of a table");
    if (PyErr_Occurred()) {
        Py_DecRef(capsule);
        return NULL;
    }
    return capsule;
}
