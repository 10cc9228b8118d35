/* The door to the parts of addresses: words and regions in, and then an address in, its parts out. */
#include "api.h"

#include "address.h"
#include "door.h"
#include "making.h"

#include <stdlib.h>

#define CAPSULE "recognizers.native.Grammar"

enum { SHORT = 256, MAX_NAMES = 65536, NAME_LENGTH = 16 };

typedef struct {
    Grammar grammar;
    Py_buffer classes;
    int held;
    PyObject *part, *levels[LEVELS];
} Holder;

static void holder_free(PyObject *capsule) {
    Holder *holder = PyCapsule_GetPointer(capsule, CAPSULE);
    if (holder == NULL) return;
    if (holder->held) PyBuffer_Release(&holder->classes);
    Py_XDECREF(holder->part);
    for (int i = 0; i < LEVELS; i++) Py_XDECREF(holder->levels[i]);
    free(holder->grammar.names);
    free(holder->grammar.characters);
    free(holder);
}

/* Characters of a word into `into`; how many, or -1 where there are others than `least` to `most`. */
static int take_characters(PyObject *text, uint16_t *into, Py_ssize_t least, Py_ssize_t most) {
    uint32_t codes[AHEAD_LENGTH];
    Py_ssize_t length = PyUnicode_GetLength(text);
    if (length < least || length > most) return refuse("the length of a word");
    if (length && PyUnicode_AsUCS4(text, codes, length, 0) == NULL) return -1;
    for (Py_ssize_t i = 0; i < length; i++) {
        if (codes[i] == 0 || codes[i] > 0xFFFF) return refuse("a character of a word");
        into[i] = (uint16_t)codes[i];
    }
    return (int)length;
}

static int take_ending(Ending *ending, PyObject *given) {
    PyObject *word, *ahead;
    int condition;
    if (!PyArg_ParseTuple(given, "UUi", &word, &ahead, &condition)) return -1;
    int length = take_characters(word, ending->characters, 1, ENDING_LENGTH);
    int among = length < 0 ? -1 : take_characters(ahead, ending->ahead, 0, AHEAD_LENGTH);
    if (among < 0) return -1;
    if (condition < ALWAYS || condition > NOT_BEFORE) return refuse("a condition");
    ending->length = (uint8_t)length;
    ending->among = (uint8_t)among;
    ending->condition = (uint8_t)condition;
    return 0;
}

static int take_groups(Grammar *grammar, PyObject *groups) {
    Py_ssize_t count = PyTuple_Size(groups), taken = 0;
    if (count < SUFFIX || count > GROUPS) return refuse("groups");
    for (Py_ssize_t g = 0; g < GROUPS; g++) {
        PyObject *group = g < count ? PyTuple_GetItem(groups, g) : NULL;
        Py_ssize_t size = group == NULL ? 0 : PyTuple_Size(group);
        if (size < 0) return -1;
        if (taken + size > MAX_ENDINGS) return refuse("too many endings");
        for (Py_ssize_t e = 0; e < size; e++)
            if (take_ending(&grammar->endings[taken++], PyTuple_GetItem(group, e)) < 0) return -1;
        grammar->group_ends[g] = (uint16_t)taken;
    }
    grammar->suffix_count = (int)(count - SUFFIX);
    return 0;
}

static int take_suffixes(Grammar *grammar, PyObject *suffixes) {
    if (PyTuple_Size(suffixes) != grammar->suffix_count) return refuse("suffixes");
    for (int s = 0; s < grammar->suffix_count; s++) {
        Suffix *suffix = &grammar->suffixes[s];
        if (!PyArg_ParseTuple(PyTuple_GetItem(suffixes, s), "bbb", &suffix->level, &suffix->least, &suffix->most))
            return -1;
        if (suffix->level >= LEVELS || suffix->least > suffix->most) return refuse("a suffix");
    }
    return 0;
}

static int take_name(Holder *holder, PyObject *given, size_t number, uint32_t *key) {
    Grammar *grammar = &holder->grammar;
    Name *name = &grammar->names[number];
    PyObject *text;
    if (!PyArg_ParseTuple(given, "Ub", &text, &name->level)) return -1;
    name->start = (uint32_t)(number * NAME_LENGTH);
    int length = take_characters(text, grammar->characters + name->start, 2, NAME_LENGTH);
    if (length < 0) return -1;
    if (name->level >= LEVELS) return refuse("the level of a name");
    name->length = (uint8_t)length;
    *key = (uint32_t)grammar->characters[name->start] << 16 | grammar->characters[name->start + 1];
    return 0;
}

/* Names by their first two characters, which all of a head's must have. */
static int take_names(Holder *holder, PyObject *heads, size_t names) {
    Grammar *grammar = &holder->grammar;
    Py_ssize_t count = PyTuple_Size(heads);
    size_t taken = 0;
    if (count < 0 || count > HEADS / 2 || names > MAX_NAMES) return PyErr_Occurred() ? -1 : refuse("heads");
    grammar->names = calloc(names + 1, sizeof *grammar->names);
    grammar->characters = calloc(names + 1, NAME_LENGTH * sizeof *grammar->characters);
    if (grammar->names == NULL || grammar->characters == NULL) return PyErr_NoMemory(), -1;
    for (Py_ssize_t h = 0; h < count; h++) {
        PyObject *entries = PyTuple_GetItem(heads, h);
        Py_ssize_t size = PyTuple_Size(entries);
        uint32_t key = 0, first = 0;
        if (size < 0) return -1;
        if (size == 0 || taken + (size_t)size > names) return refuse("the names of a head");
        for (Py_ssize_t n = 0; n < size; n++) {
            if (take_name(holder, PyTuple_GetItem(entries, n), taken + (size_t)n, &key) < 0) return -1;
            if (n && key != first) return refuse("a name under another's head");
            first = key;
        }
        Head *head = place_of_head(grammar, key);
        if (head->count) return refuse("a head twice");
        *head = (Head){key, (uint32_t)taken, (uint32_t)size};
        taken += (size_t)size;
    }
    return 0;
}

/* What parts are made of. */
static int take_makers(Holder *holder, PyObject *part, PyObject *levels) {
    if (!is_kind_of_tuple(part)) return -1;
    if (PyTuple_Size(levels) != LEVELS) return refuse("levels");
    holder->part = Py_NewRef(part);
    for (int i = 0; i < LEVELS; i++) holder->levels[i] = Py_NewRef(PyTuple_GetItem(levels, i));
    return 0;
}

PyObject *make_grammar(PyObject *self, PyObject *args) {
    (void)self;
    PyObject *classes, *groups, *suffixes, *heads, *part, *levels;
    Py_ssize_t names;
    if (!PyArg_ParseTuple(args, "OO!O!O!nOO!", &classes, &PyTuple_Type, &groups, &PyTuple_Type, &suffixes,
                          &PyTuple_Type, &heads, &names, &part, &PyTuple_Type, &levels))
        return NULL;
    PyObject *capsule;
    Holder *holder = in_capsule(sizeof *holder, CAPSULE, holder_free, &capsule);
    if (holder == NULL) return NULL;
    int failed = PyObject_GetBuffer(classes, &holder->classes, PyBUF_SIMPLE) < 0;
    holder->held = !failed;
    if (!failed && holder->classes.len != 2 * 65536) failed = refuse("the size of a table") < 0;
    holder->grammar.classes = holder->classes.buf;
    if (failed || take_groups(&holder->grammar, groups) < 0 || take_suffixes(&holder->grammar, suffixes) < 0 ||
        names < 0 || take_names(holder, heads, (size_t)names) < 0 || take_makers(holder, part, levels) < 0) {
        Py_DecRef(capsule);
        return PyErr_Occurred() ? NULL : (refuse("names"), NULL);
    }
    return capsule;
}

const void *grammar_of(PyObject *capsule) {
    const Holder *holder = PyCapsule_GetPointer(capsule, CAPSULE);
    return holder ? &holder->grammar : NULL;
}

static PyObject *part_of(const Holder *holder, const Piece *piece, Py_ssize_t offset) {
    Py_ssize_t start = offset + (Py_ssize_t)piece->start, end = offset + (Py_ssize_t)piece->end;
    PyObject *part = made(holder->part, 3, start, end);
    if (part != NULL) PyTuple_SetItem(part, 2, Py_NewRef(holder->levels[piece->level]));
    return part;
}

static PyObject *parts_of(const Holder *holder, const Piece *pieces, size_t count, Py_ssize_t offset) {
    PyObject *all = PyTuple_New((Py_ssize_t)count);
    for (size_t i = 0; all != NULL && i < count; i++) {
        PyObject *part = part_of(holder, &pieces[i], offset);
        if (part == NULL) Py_CLEAR(all);
        else PyTuple_SetItem(all, (Py_ssize_t)i, part);
    }
    if (all != NULL && count > 0) PyObject_GC_UnTrack(all); /* of parts that the collector does not look at */
    return all;
}

PyObject *parts_at(PyObject *grammar, const uint32_t *codes, size_t length, Py_ssize_t offset) {
    const Holder *holder = PyCapsule_GetPointer(grammar, CAPSULE);
    Piece few[SHORT], *many = NULL;
    uint32_t highest = 0;
    for (size_t i = 0; i < length; i++) highest |= codes[i];
    if (holder == NULL) return NULL;
    if (highest > 0xFFFF) return Py_NewRef(Py_None);
    if (length > SHORT && (many = calloc(length, sizeof *many)) == NULL) return PyErr_NoMemory();
    Address address = {&holder->grammar, codes, length};
    Piece *pieces = many != NULL ? many : few;
    PyObject *parts = parts_of(holder, pieces, take_apart(&address, pieces), offset);
    free(many);
    return parts;
}

PyObject *take_parts(PyObject *self, PyObject *args) {
    (void)self;
    PyObject *capsule, *text;
    Py_ssize_t offset;
    if (!PyArg_ParseTuple(args, "OUn", &capsule, &text, &offset)) return NULL;
    Py_ssize_t length = PyUnicode_GetLength(text);
    if (length < 0) return NULL;
    uint32_t few[SHORT], *many = NULL;
    if (length > SHORT && (many = PyUnicode_AsUCS4Copy(text)) == NULL) return NULL;
    if (many == NULL && length > 0 && PyUnicode_AsUCS4(text, few, length, 0) == NULL) return NULL;
    PyObject *parts = parts_at(capsule, many != NULL ? many : few, (size_t)length, offset);
    PyMem_Free(many);
    return parts;
}
