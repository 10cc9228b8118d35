/* What was told of a batch's cells, once it was known what was found in them: kept in C for those who mask and write. */
#ifndef REDACTOR_TOLD_H
#define REDACTOR_TOLD_H

#include "door.h"
#include "store.h"

enum { MOST_PAIRS = 256, BY_PYTHON = -1 };

/* A value in a text that is masked, or stays; what it points to is held by the spans. */
typedef struct {
    uint32_t start, end;      /* bytes of the text */
    uint32_t first, length;   /* characters: those before it, and its own */
    PyObject *entity, *parts; /* no entity where it came masked and stays */
} Value;

/* A cell. */
typedef struct {
    Part text; /* in UTF-8, as long as the batch; nothing where nobody asks for it */
    uint32_t first_value, value_count, first_name, name_count;
    int32_t kind;  /* of what was found in it, by number; 0 where nothing was */
    int32_t times; /* how often its mask is escaped; BY_PYTHON where it is masked there */
} Entry;

/* All cells of a batch, by number. */
typedef struct {
    Entry *entry;
    Value *value;
    Part *name; /* full names, in the texts */
    PyObject **pairs; /* of each kind path and entity of each span, owned; the first is that of nothing */
    size_t count, room, value_count, value_room, name_count, name_room, pairs_count, pairs_room;
    int32_t known[MOST_PAIRS]; /* the kinds that were met last */
    PyObject *spans, *more;    /* owned: of each cell, and of those that were added */
    int is_busy;               /* Python is asked for something meanwhile: nobody else may */
} Told;

void drop_told(Told *told);

/* A cell by its number; NULL with an error. */
const Entry *entry_at(const Told *told, int32_t cell);

#endif
