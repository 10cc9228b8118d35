/* Copies of records and what was found in them, between the files that make them. */
#ifndef REDACTOR_WRITING_H
#define REDACTOR_WRITING_H

#include "marks.h"
#include "rows.h"

/* A `bytes` under way. */
typedef struct {
    PyObject *bytes; /* ours until it is given away; NULL after an error */
    size_t size, room;
} Page;

/* Room for so many bytes more; NULL with an error. */
uint8_t *room_on(Page *page, size_t more);

/* What is in all copies of a record beside what it had: the header that names it, and the policy's. */
typedef struct {
    Part source_name, source, mark_name, mark;
    size_t most; /* bytes that its own parts may have in a copy */
} Ours;

/* writing.c: write a record's copy under the masks of all cells: 1, 0 where the stages must, -1 with an error. */
int write_copy(Page *page, const Row *row, const Marks *marks, const Ours *ours);

/* finding.c: whether a name may stand in a record more often than it was found: 1, 0, or -1 with an error. */
int stands_again(const Row *row, const Told *told);

/* What was found in records: each kind once. */
typedef struct {
    PyObject *list, *numbers; /* the kinds, and the number of each */
    int32_t *seen;            /* the kinds of the cells of records, one record behind the other */
    size_t seen_count, seen_room;
    struct Kind *slots; /* a table of them */
    size_t count, room;
} Kinds;

/* kinds.c: the number of what was found in a record's cells; -1 with an error. */
int begin_kinds(Kinds *kinds);
Py_ssize_t kind_of(Kinds *kinds, const Row *row, const Told *told);
void drop_kinds(Kinds *kinds);

#endif
