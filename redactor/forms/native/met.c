/* Finds forms by their blanks, without an object for a blank that was met. Must never take a blank for another one
 * that has its place. */
#include "api.h"

#include "door.h"
#include "met.h"
#include "mixing.h"

#include <string.h>

enum { LOOKS = 4 };

/* Where a blank is kept: what falls together takes turns. */
static size_t place_of(const Blank *blank) {
    uint64_t mixed = blank->size, word;
    for (size_t i = 1; i <= LOOKS && blank->size >= sizeof word; i++) {
        memcpy(&word, blank->bytes + (blank->size - sizeof word) * i / LOOKS, sizeof word);
        mixed = (mixed ^ word) * GOLDEN;
    }
    return (size_t)(mixed >> 32) % MOST_MET;
}

static int is_of(const One *one, PyObject *forms, const Blank *blank) {
    return one->forms == forms && (size_t)PyBytes_GET_SIZE(one->blank) == blank->size &&
           memcmp(PyBytes_AS_STRING(one->blank), blank->bytes, blank->size) == 0;
}

static void drop_one(One *one) {
    Py_XDECREF(one->forms);
    Py_XDECREF(one->blank);
    Py_XDECREF(one->form);
    *one = (One){NULL, NULL, NULL};
}

PyObject *form_of(Met *met, PyObject *forms, const Blank *blank) {
    One *one = &met->one[place_of(blank)];
    if (is_of(one, forms, blank)) return one->form;
    PyObject *bytes = PyBytes_FromStringAndSize((const char *)blank->bytes, (Py_ssize_t)blank->size);
    PyObject *form = bytes == NULL ? NULL : PyObject_GetItem(forms, bytes);
    if (form != NULL && form != Py_None && (!PyTuple_Check(form) || PyTuple_Size(form) < blank->slots)) {
        Py_CLEAR(form);
        refuse("a field for each slot");
    }
    drop_one(one);
    if (form == NULL) Py_XDECREF(bytes);
    else *one = (One){Py_NewRef(forms), bytes, form};
    return form;
}

void drop_met(Met *met) {
    for (int i = 0; i < MOST_MET; i++) drop_one(&met->one[i]);
}
