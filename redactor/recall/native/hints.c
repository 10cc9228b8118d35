/* The hints of a batch, each once, with what they say: asked for where this memory has not met them. Must never
 * keep a hint: the memory has its key alone. */
#include "api.h"

#include "door.h"

#include <string.h>

enum { NEAR = 256, FIRST_ROOM = 64, NONE = -1 };

static int is_same(PyObject *one, PyObject *other) { return one == other || PyUnicode_Compare(one, other) == 0; }

/* The number of a hint; equal ones have one number, but for those that share a place with another one here. */
static int32_t number_of(Hints *hints, PyObject *hint, int32_t *near, size_t slots) {
    Py_hash_t hash = PyObject_Hash(hint);
    if (hash == -1) return NONE;
    int32_t *number = &near[(size_t)hash & (NEAR - 1)];
    if (*number != NONE && is_same(hints->said[*number].hint, hint)) return *number;
    if ((size_t)hints->count == hints->room) {
        size_t room = hints->room == 0 ? FIRST_ROOM : 2 * hints->room;
        Said *larger = PyMem_Realloc(hints->said, room * sizeof *larger);
        if (larger == NULL) return PyErr_NoMemory(), NONE;
        hints->said = larger;
        hints->room = room;
    }
    hints->said[hints->count] = (Said){.hint = hint, .slot = (size_t)hash & (slots - 1)};
    return *number = hints->count++;
}

int number_hints(Hints *hints, PyObject *given, int32_t *numbers, size_t slots) {
    int32_t near[NEAR];
    memset(near, 0xFF, sizeof near); /* NONE */
    for (Py_ssize_t i = 0; i < PyTuple_Size(given); i++)
        if ((numbers[i] = number_of(hints, PyTuple_GetItem(given, i), near, slots)) == NONE) return -1;
    return 0;
}

/* Where what a hint says is kept, or would be. */
static Begun *begun_of(Memory *memory, Key hint) {
    Begun *set = &memory->begun[(hint.low & (SETS - 1)) * WAYS];
    for (int way = 0; way < WAYS; way++)
        if (set[way].keyed.size == 0 || (set[way].hint.low == hint.low && set[way].hint.high == hint.high))
            return &set[way];
    return &set[hint.high & (WAYS - 1)];
}

/* Take over what was met before, and give a list of all other hints. */
static PyObject *strange_hints(Hints *hints, Memory *memory) {
    PyObject *strange = PyList_New(0);
    for (int32_t i = 0; strange != NULL && i < hints->count; i++) {
        Said *said = &hints->said[i];
        Keyed keyed;
        begin_key(&keyed, memory->secret);
        int done = add_text(&keyed, said->hint);
        if (done == 0) {
            said->key = end_key(keyed);
            const Begun *known = begun_of(memory, said->key);
            if (known->hint.low == said->key.low && known->hint.high == said->key.high) said->keyed = known->keyed;
            else done = PyList_Append(strange, said->hint);
        }
        if (done < 0) Py_CLEAR(strange);
    }
    return strange;
}

/* Begin the keys of what was not met before with what it says. */
static int take_meanings(Hints *hints, Memory *memory, PyObject *meanings, Py_ssize_t count) {
    if (!PyList_Check(meanings) || PyList_Size(meanings) != count) return refuse("what hints say");
    Py_ssize_t given = 0;
    for (int32_t i = 0; i < hints->count; i++) {
        Said *said = &hints->said[i];
        if (said->keyed.size != 0) continue;
        PyObject *meaning = PyList_GetItem(meanings, given++);
        if (meaning == NULL || !PyUnicode_Check(meaning)) return meaning == NULL ? -1 : refuse("what a hint says");
        begin_key(&said->keyed, memory->secret);
        if (add_text(&said->keyed, meaning) < 0) return -1;
        *begun_of(memory, said->key) = (Begun){said->key, said->keyed};
    }
    return 0;
}

int begin_hints(Hints *hints, Memory *memory, PyObject *ask) {
    PyObject *strange = strange_hints(hints, memory);
    Py_ssize_t count = strange == NULL ? -1 : PyList_Size(strange);
    int done = count < 0 ? -1 : 0;
    if (count > 0) {
        PyObject *meanings = PyObject_CallFunctionObjArgs(ask, strange, NULL);
        done = meanings == NULL ? -1 : take_meanings(hints, memory, meanings, count);
        Py_XDECREF(meanings);
    }
    Py_XDECREF(strange);
    return done;
}
