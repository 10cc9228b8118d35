/* The door to the scan: texts in, the bits of their shapes out. */
#include "api.h"

#include "door.h"
#include "scan.h"

#include <stdlib.h>
#include <string.h>

#define CAPSULE "recognizers.native.Scanner"

enum { SHORT = 1024, TABLES = 3 };

typedef struct {
    Scanner scanner;
    Py_buffer tables[TABLES]; /* classes, heads, areas */
    int held;
} Holder;

static void holder_free(PyObject *capsule) {
    Holder *holder = PyCapsule_GetPointer(capsule, CAPSULE);
    if (holder == NULL) return;
    for (int i = 0; i < holder->held; i++) PyBuffer_Release(&holder->tables[i]);
    free(holder);
}

int refuse(const char *why) {
    PyErr_SetString(PyExc_ValueError, why);
    return -1;
}

void *in_capsule(size_t size, const char *name, PyCapsule_Destructor destroy, PyObject **capsule) {
    void *memory = calloc(1, size);
    if (memory == NULL) return PyErr_NoMemory(), NULL;
    *capsule = PyCapsule_New(memory, name, destroy);
    if (*capsule == NULL) free(memory);
    return *capsule == NULL ? NULL : memory;
}

static int take_word(Scanner *scanner, PyObject *given, uint64_t *seconds) {
    PyObject *text;
    int bit, condition;
    if (scanner->words == MAX_WORDS) return refuse("too many words");
    Word *word = &scanner->word[scanner->words++];
    if (!PyArg_ParseTuple(given, "Uii", &text, &bit, &condition)) return -1;
    Py_ssize_t length = PyUnicode_GetLength(text);
    if (length < 1 || length > WORD_LENGTH || bit < S_WORDS || bit >= S_FOLDS || condition < ALWAYS ||
        condition > NO_WORD_AROUND)
        return refuse("a word");
    if (PyUnicode_AsUCS4(text, word->characters, length, 0) == NULL) return -1;
    word->length = (uint8_t)length;
    word->bit = (uint8_t)bit;
    word->condition = (uint8_t)condition;
    *seconds |= length > 1 ? 1ull << (word->characters[1] & 63) : UINT64_MAX;
    return 0;
}

/* Groups of words that begin with the same character; every head must lead to one of them. */
static int take_groups(Scanner *scanner, PyObject *groups) {
    Py_ssize_t count = PyTuple_Size(groups);
    if (count < 0 || count >= GROUPS) return PyErr_Occurred() ? -1 : refuse("groups");
    for (Py_ssize_t g = 0; g < count; g++) {
        PyObject *group = PyTuple_GetItem(groups, g);
        Py_ssize_t size = PyTuple_Size(group);
        if (size < 0) return -1;
        for (Py_ssize_t w = 0; w < size; w++)
            if (take_word(scanner, PyTuple_GetItem(group, w), &scanner->seconds[g]) < 0) return -1;
        scanner->group_starts[g + 1] = (uint16_t)scanner->words;
    }
    for (size_t code = 0; code < 65536; code++)
        if (scanner->heads[code] > count) return refuse("a head");
    return 0;
}

/* The scan looks into no table for digits and letters of ASCII, and takes for granted what they are not. */
static int is_as_taken(uint32_t code, uint32_t class) {
    uint32_t digit = code - '0' < 10u, upper = code - 'A' < 26u, lower = code - 'a' < 26u;
    if ((class & ALNUM) != (digit ? DIGITS : upper ? UPPER : lower ? LOWER : 0)) return 0;
    if (digit) return !(class & (FOLD | NUMERAL | ALIKE | PROVINCE | BEGINS_WORD | MARK | BETWEEN));
    return !(upper || lower) || !(class & (FOLD | NUMERAL | PROVINCE | HEAD | SPACE));
}

static int take_tables(Holder *holder, PyObject *const *tables) {
    static const Py_ssize_t sizes[TABLES] = {4 * 65536, 65536, 1100};
    for (int i = 0; i < TABLES; i++) {
        if (PyObject_GetBuffer(tables[i], &holder->tables[i], PyBUF_SIMPLE) < 0) return -1;
        holder->held = i + 1;
        if (holder->tables[i].len != sizes[i]) return refuse("the size of a table");
    }
    holder->scanner.classes = holder->tables[0].buf;
    holder->scanner.heads = holder->tables[1].buf;
    holder->scanner.areas = holder->tables[2].buf;
    for (uint32_t code = 0; code < 65536; code++)
        if (!is_as_taken(code, holder->scanner.classes[code])) return refuse("a class of digits or letters");
    return 0;
}

PyObject *make_scanner(PyObject *self, PyObject *args) {
    (void)self;
    PyObject *tables[TABLES], *groups;
    if (!PyArg_ParseTuple(args, "OOOO!", &tables[0], &tables[1], &tables[2], &PyTuple_Type, &groups)) return NULL;
    PyObject *capsule;
    Holder *holder = in_capsule(sizeof *holder, CAPSULE, holder_free, &capsule);
    if (holder == NULL) return NULL;
    if (take_tables(holder, tables) < 0 || take_groups(&holder->scanner, groups) < 0) {
        Py_DecRef(capsule);
        return NULL;
    }
    return capsule;
}

const void *scanner_of(PyObject *capsule) {
    Holder *holder = PyCapsule_GetPointer(capsule, CAPSULE);
    return holder ? &holder->scanner : NULL;
}

/* The shape of one text; a long one is copied into memory of its own. */
static PyObject *scan_text(const Scanner *scanner, PyObject *text) {
    uint32_t few[SHORT], *codes = few;
    Py_ssize_t length = PyUnicode_GetLength(text);
    if (length < 0) return NULL;
    if (length > SHORT) codes = malloc((size_t)length * sizeof *codes);
    if (codes == NULL) return PyErr_NoMemory();
    PyObject *bits = NULL;
    if (length == 0 || PyUnicode_AsUCS4(text, codes, length, 0) != NULL)
        bits = PyLong_FromUnsignedLongLong(shape_of(scanner, codes, (size_t)length));
    if (codes != few) free(codes);
    return bits;
}

PyObject *scan_texts(PyObject *self, PyObject *args) {
    (void)self;
    PyObject *capsule, *texts;
    if (!PyArg_ParseTuple(args, "OO!", &capsule, &PyList_Type, &texts)) return NULL;
    const Scanner *scanner = scanner_of(capsule);
    if (scanner == NULL) return NULL;
    Py_ssize_t count = PyList_Size(texts);
    PyObject *all = PyList_New(count);
    for (Py_ssize_t i = 0; all != NULL && i < count; i++) {
        PyObject *bits = scan_text(scanner, PyList_GetItem(texts, i));
        if (bits == NULL) Py_CLEAR(all);
        else PyList_SetItem(all, i, bits);
    }
    return all;
}
