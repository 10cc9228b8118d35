/* Findings by key. Keys are as good as random to whoever has not the secret: nobody can have them share a slot.
 * Must never be more than half full: a search ends at an empty slot. */
#include "api.h"

#include "door.h"

enum { FIRST_ROOM = 256 };

/* The slot that holds a key, or the empty one where it would be put. There is an empty one. */
static Slot *slot_of(const Table *table, Key key) {
    size_t at = key.low & (table->room - 1);
    while (table->slots[at].spans != NULL &&
           (table->slots[at].key.low != key.low || table->slots[at].key.high != key.high))
        at = (at + 1) & (table->room - 1);
    return &table->slots[at];
}

PyObject *kept(const Table *table, Key key) { return table->room == 0 ? NULL : slot_of(table, key)->spans; }

/* Make room for one more; -1 with an error. */
static int make_room(Table *table) {
    if (2 * (table->used + 1) <= table->room) return 0;
    Table larger = {NULL, table->room == 0 ? FIRST_ROOM : 2 * table->room, table->used};
    larger.slots = PyMem_Calloc(larger.room, sizeof *larger.slots);
    if (larger.slots == NULL) return PyErr_NoMemory(), -1;
    for (size_t i = 0; i < table->room; i++)
        if (table->slots[i].spans != NULL) *slot_of(&larger, table->slots[i].key) = table->slots[i];
    PyMem_Free(table->slots);
    *table = larger;
    return 0;
}

int keep(Table *table, Key key, PyObject *spans) {
    if (make_room(table) < 0) return -1;
    Slot *slot = slot_of(table, key);
    if (slot->spans != NULL) return 0;
    slot->key = key;
    slot->spans = Py_NewRef(spans);
    table->used++;
    return 1;
}

void forget(Table *table) {
    Table gone = *table; /* it is empty before any finding is let go of */
    *table = (Table){NULL, 0, 0};
    for (size_t i = 0; i < gone.room; i++) Py_XDECREF(gone.slots[i].spans);
    PyMem_Free(gone.slots);
}
