/* What the files of this library offer to each other. */
#ifndef REDACTOR_RECALL_DOOR_H
#define REDACTOR_RECALL_DOOR_H

#include <stddef.h>
#include <stdint.h>

#include "siphash.h"

/* Of a span, and of the finding that it was made of. */
enum { START = 0, END = 1, PARTS = 5, MASKED = 6, FIELDS = 8 };
enum { SECRET = 16 }; /* bytes */

/* What stands for a text and what its field says: 128 bits that only this process could work out. */
typedef struct {
    uint64_t low, high;
} Key;

/* A key under way; `size` is in bytes. */
typedef struct {
    Sip sip;
    uint64_t size;
} Keyed;

/* Findings by key: slots by its low bits, the next one where a slot is taken; at most half are. `room` is none, or a
 * power of two. */
typedef struct {
    Key key;
    PyObject *spans; /* owned; NULL in an empty slot */
} Slot;

typedef struct {
    Slot *slots;
    size_t room, used;
} Table;

/* A key as far as what a hint says, by the hint's own key; sizes of none in an empty one. No hint is kept. */
typedef struct {
    Key hint;
    Keyed keyed;
} Begun;

enum { SETS = 128, WAYS = 4 };

/* A `redactor.recall.memory.Memory` in C: two generations of half the bounds each. */
typedef struct {
    PyObject_HEAD
    uint64_t secret[2];
    Table young, old;
    size_t young_bytes, most_entries, most_bytes; /* of a generation */
    size_t most_text;                             /* characters */
    size_t entry_bytes, span_bytes, part_bytes;
    Begun begun[SETS * WAYS]; /* sets by the low bits of the hint's key */
} Memory;

/* Raise a ValueError that says why; give -1. */
int refuse(const char *why);

/* keys.c: begin with a secret, add a text, end; adding gives -1 with an error. */
void begin_key(Keyed *keyed, const uint64_t secret[2]);
int add_text(Keyed *keyed, PyObject *text);
Key end_key(Keyed keyed);
PyObject *digest_of(PyObject *self, PyObject *args);

/* table.c: what is kept under a key, borrowed, NULL if nothing is; keep something, 1 if nothing was kept there
 * before, 0 if something was and stays, -1 with an error; forget everything. */
PyObject *kept(const Table *table, Key key);
int keep(Table *table, Key key, PyObject *spans);
void forget(Table *table);

/* Bring the slot of a key near. */
static inline void fetch(const Table *table, Key key) {
    if (table->room != 0) __builtin_prefetch(&table->slots[key.low & (table->room - 1)]);
}

/* What a hint of a batch says, and its number among the fields whose texts may come again. */
typedef struct {
    PyObject *hint; /* borrowed */
    Key key;        /* of the hint alone */
    Keyed keyed;    /* of what it says; of size 0 while that is not known */
    size_t slot;
} Said;

typedef struct {
    Said *said; /* to be freed with PyMem_Free */
    int32_t count;
    size_t room;
} Hints;

/* hints.c: number each hint of a tuple, which is held all the while; find out what each says, for which `ask` is
 * called with a list of those that the memory has not met. -1 with an error. */
int number_hints(Hints *hints, PyObject *given, int32_t *numbers, size_t slots);
int begin_hints(Hints *hints, Memory *memory, PyObject *ask);

/* memory.c: keep what was found in the young generation; -1 with an error. */
int remember(Memory *memory, Key key, PyObject *spans);
PyObject *memory_type(void);

/* asking.c */
PyObject *ask(PyObject *self, PyObject *args);

/* spans.c */
PyObject *spans_of(PyObject *self, PyObject *args);

/* listed.c */
PyObject *listed_type(void);

#endif
