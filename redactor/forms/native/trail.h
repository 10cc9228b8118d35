/* How records of a batch were written: the next one is read along what stands between the values of those before it. */
#ifndef REDACTOR_TRAIL_H
#define REDACTOR_TRAIL_H

#include "blank.h"
#include "given.h"

/* What stands before a value and what that is; then where it goes on: behind the value, or, where something else
 * stands there, with what others had in its stead. -1 where it does not. */
typedef struct {
    const uint8_t *run; /* in a record of the batch; of a string with its quote, of a header its name */
    PyObject *form;     /* owned; of the last step alone */
    uint32_t size;
    uint8_t kind, level;
    int32_t next, other;
} Step;

typedef struct {
    PyObject *forms; /* owned: among which all of these are; NULL while nothing was noted */
    Step *step;
    size_t count, room;
    int32_t first;
} Trail;

void begin_trail(Trail *trail);
void drop_trail(Trail *trail);

/* Read a record of so many bytes at most into the slots of an empty blank, as `take_document` and what follows it would.
 * Its form, borrowed; NULL without an error where it was not written as one before it, which says nothing of it. */
PyObject *follow(const Trail *trail, PyObject *forms, const Raw *raw, size_t most, Blank *blank);

/* Note how a record was written that is in a blank, and whose value is written as we would; -1 with an error. */
int note_record(Trail *trail, PyObject *forms, const Raw *raw, const Blank *blank, PyObject *form);

#endif
