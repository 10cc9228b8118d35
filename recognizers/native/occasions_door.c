/* The door to the occasions of rules: texts and what the model found in them in, a verdict on each out. */
#include "api.h"

#include "door.h"
#include "watch.h"

#include <stdlib.h>
#include <string.h>

#define CAPSULE "recognizers.native.Watch"

/* Classes, openings, signs, what stands before these; what leads to an address, and what stands at its door. */
enum { CLASSES, OPENINGS, SIGNS, BEHIND, LEADING, TALK, CORNERS, TABLES };

struct Watch {
    Py_buffer table[TABLES];
    int held; /* of them */
    PyObject *grammar, *name, *address; /* a capsule, and the labels of stretches */
    double sure;
};

static void watch_free(PyObject *capsule) {
    Watch *watch = PyCapsule_GetPointer(capsule, CAPSULE);
    if (watch == NULL) return;
    while (watch->held > 0) PyBuffer_Release(&watch->table[--watch->held]);
    Py_XDECREF(watch->grammar);
    Py_XDECREF(watch->name);
    Py_XDECREF(watch->address);
    free(watch);
}

const Watch *watch_of(PyObject *capsule) { return PyCapsule_GetPointer(capsule, CAPSULE); }

double sure_by(const Watch *watch) { return watch->sure; }

View view_by(const Watch *watch, const uint32_t *codes, size_t size) {
    const Py_buffer *table = watch->table;
    return (View){.classes = table[CLASSES].buf, .openings = table[OPENINGS].buf, .signs = table[SIGNS].buf,
                  .sign_count = (size_t)table[SIGNS].len / sizeof(uint64_t), .behind = table[BEHIND].buf,
                  .leads = table[LEADING].buf, .talk = table[TALK].buf, .corners = table[CORNERS].buf,
                  .corner_count = (size_t)table[CORNERS].len / sizeof(uint64_t),
                  .grammar = grammar_of(watch->grammar), .codes = codes, .size = size};
}

static int take_tables(Watch *watch, PyObject *given) {
    for (; watch->held < TABLES; watch->held++)
        if (PyObject_GetBuffer(PyTuple_GetItem(given, watch->held), &watch->table[watch->held], PyBUF_SIMPLE) < 0) return -1;
    const Py_buffer *table = watch->table;
    if (table[CLASSES].len != 4 * 65536 || table[OPENINGS].len != 65536 / 8 || table[SIGNS].len % 8 ||
        table[BEHIND].len != 65536 || table[LEADING].len != 65536 / 8 || table[TALK].len != 65536 || table[CORNERS].len % 8)
        return refuse("the size of a table");
    return 0;
}

PyObject *make_watch(PyObject *self, PyObject *args) {
    (void)self;
    PyObject *tables, *grammar, *name, *address;
    double sure;
    if (!PyArg_ParseTuple(args, "O!OUUd", &PyTuple_Type, &tables, &grammar, &name, &address, &sure)) return NULL;
    if (PyTuple_Size(tables) != TABLES) return refuse("tables"), NULL;
    if (grammar_of(grammar) == NULL) return NULL;
    PyObject *capsule;
    Watch *watch = in_capsule(sizeof *watch, CAPSULE, watch_free, &capsule);
    if (watch == NULL) return NULL;
    watch->grammar = Py_NewRef(grammar);
    watch->name = Py_NewRef(name);
    watch->address = Py_NewRef(address);
    watch->sure = sure;
    if (take_tables(watch, tables) < 0) {
        Py_DecRef(capsule);
        return NULL;
    }
    return capsule;
}

/* One stretch: 1 if it is one, 0 if the rules must see it themselves, -1 with an error. */
static int take_stretch(const Watch *watch, PyObject *stretch, size_t least, size_t size, Given *given) {
    if (!PyTuple_Check(stretch) || PyTuple_Size(stretch) < 4) return refuse("a stretch");
    Py_ssize_t start = PyLong_AsSsize_t(PyTuple_GetItem(stretch, 0));
    Py_ssize_t end = PyLong_AsSsize_t(PyTuple_GetItem(stretch, 1));
    PyObject *label = PyTuple_GetItem(stretch, 2), *given_score = PyTuple_GetItem(stretch, 3);
    if (PyErr_Occurred()) return -1;
    if (!PyFloat_Check(given_score)) return refuse("a score"); /* another's own code could change the lists */
    double score = PyFloat_AsDouble(given_score);
    if (start < (Py_ssize_t)least || end <= start || (size_t)end > size) return 0;
    if (label != watch->name && label != watch->address) return 0;
    *given = (Given){(size_t)start, (size_t)end, 0, label == watch->address, score < watch->sure};
    return 1;
}

/* Texts up to these have room on the stack; longer ones are given it on the heap. */
enum { FEW_CHARACTERS = 1024, FEW_STRETCHES = 64 };

typedef struct {
    Field fields[FEW_STRETCHES + FEW_CHARACTERS / MOBILE + 1];
    Given given[FEW_STRETCHES];
    uint32_t codes[FEW_CHARACTERS];
    char verdicts[FEW_STRETCHES + 1];
} Small;

/* Where what is known of one text lies. */
typedef struct {
    Field *fields;
    Given *given;
    uint32_t *codes;
    char *verdicts;
    void *memory; /* the heap's, or NULL */
    size_t size, count; /* of the text and of its stretches */
} Room;

static int find_room(Room *room, Small *small, size_t size, size_t count) {
    *room = (Room){small->fields, small->given, small->codes, small->verdicts, NULL, size, count};
    if (size <= FEW_CHARACTERS && count <= FEW_STRETCHES) return 0;
    size_t fields = (count + size / MOBILE + 1) * sizeof(Field), given = count * sizeof(Given), codes = size * sizeof(uint32_t);
    char *memory = room->memory = malloc(fields + given + codes + count + 1);
    if (memory == NULL) return PyErr_NoMemory(), -1;
    *room = (Room){(Field *)memory, (Given *)(memory + fields), (uint32_t *)(memory + fields + given),
                   memory + fields + given + codes, memory, size, count};
    return 0;
}

/* All stretches of a text: 1 if they are some, 0 if the rules must see them themselves, -1 with an error. */
static int take_stretches(const Watch *watch, PyObject *stretches, size_t size, size_t count, Given *given) {
    int taken = 1;
    for (size_t i = 0; i < count && taken > 0; i++)
        taken = take_stretch(watch, PyList_GetItem(stretches, (Py_ssize_t)i), i ? given[i - 1].end : 0, size, &given[i]);
    for (size_t i = 0; i < count; i++) given[i].number = i;
    return taken;
}

/* A text and its stretches, into what room is found: 1 if they can be looked at, 0 and -1 as above. The caller frees. */
static int take_text(const Watch *watch, PyObject *text, PyObject *stretches, Small *small, Room *room) {
    if (!PyList_Check(stretches)) return refuse("a list of stretches"), -1;
    Py_ssize_t count = PyList_Size(stretches), size = PyUnicode_GetLength(text);
    if (size < 0 || find_room(room, small, (size_t)size, (size_t)count) < 0) return -1;
    int taken = take_stretches(watch, stretches, (size_t)size, (size_t)count, room->given);
    if (taken > 0 && size > 0 && PyUnicode_AsUCS4(text, room->codes, size, 0) == NULL) return -1;
    return taken;
}

/* The occasions in one text, one for each stretch and one for its build; empty where nothing is to do. */
static PyObject *occasions_in(const Watch *watch, PyObject *text, PyObject *stretches) {
    Small small;
    Room room = {0};
    int taken = take_text(watch, text, stretches, &small, &room);
    size_t count = room.count;
    int any = 1;
    if (taken == 0) {
        memset(room.verdicts, ALL_RULES, count);
        room.verdicts[count] = RULES_OF_PLACE;
    } else if (taken > 0) {
        View view = view_by(watch, room.codes, room.size);
        any = occasions_of(&view, room.given, count, room.fields, room.verdicts);
        for (size_t i = 0; i < count; i++)
            if (room.verdicts[i] >= FOREIGN_RULE) room.verdicts[i] = ALL_RULES;
    }
    PyObject *verdicts = taken < 0 ? NULL : PyBytes_FromStringAndSize(room.verdicts, any ? (Py_ssize_t)count + 1 : 0);
    free(room.memory);
    return verdicts;
}

/* What is left of one text's stretches, a number and an end each; None where the rules must see it. */
static PyObject *settled_in(const Watch *watch, PyObject *text, PyObject *stretches) {
    Small small;
    Room room = {0};
    int taken = take_text(watch, text, stretches, &small, &room);
    size_t left = UNSETTLED;
    if (taken > 0) {
        View view = view_by(watch, room.codes, room.size);
        int any = occasions_of(&view, room.given, room.count, room.fields, room.verdicts);
        left = any ? settled(&view, room.given, room.count, room.fields, room.verdicts) : room.count;
    }
    PyObject *all = taken < 0 ? NULL : left == UNSETTLED ? Py_NewRef(Py_None) : PyList_New((Py_ssize_t)left);
    for (size_t i = 0; all != NULL && all != Py_None && i < left; i++) {
        PyObject *row = Py_BuildValue("nn", (Py_ssize_t)room.given[i].number, (Py_ssize_t)room.given[i].end);
        if (row == NULL) Py_CLEAR(all);
        else PyList_SetItem(all, (Py_ssize_t)i, row);
    }
    free(room.memory);
    return all;
}

/* One answer for each text. */
typedef PyObject *Answer(const Watch *watch, PyObject *text, PyObject *stretches);

static PyObject *answers(PyObject *args, Answer *answer) {
    PyObject *capsule, *texts, *found;
    if (!PyArg_ParseTuple(args, "OO!O!", &capsule, &PyList_Type, &texts, &PyList_Type, &found)) return NULL;
    const Watch *watch = watch_of(capsule);
    Py_ssize_t count = PyList_Size(texts);
    if (watch == NULL || count < 0) return NULL;
    if (PyList_Size(found) != count) return refuse("as many texts as lists"), NULL;
    PyObject *all = PyList_New(count);
    for (Py_ssize_t i = 0; all != NULL && i < count; i++) {
        PyObject *one = answer(watch, PyList_GetItem(texts, i), PyList_GetItem(found, i));
        if (one == NULL) Py_CLEAR(all);
        else PyList_SetItem(all, i, one);
    }
    return all;
}

PyObject *find_settled(PyObject *self, PyObject *args) {
    (void)self;
    return answers(args, settled_in);
}

PyObject *find_occasions(PyObject *self, PyObject *args) {
    (void)self;
    return answers(args, occasions_in);
}
