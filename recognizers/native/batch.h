/* Texts as the model reads them, for the doors that have it read. */
#ifndef REDACTOR_BATCH_H
#define REDACTOR_BATCH_H

#include "kernel.h"

/* What fields are for, in the order of `recognizers.sequence.hints.Asked`. */
enum Asked { FOR_NOTHING, FOR_NAME, FOR_ADDRESS, ASKED };

enum { MOST_BEFORE = 8 };

/* What is told before a text of each field; for all that are for something it is as long. */
typedef struct {
    uint32_t before[ASKED][MOST_BEFORE];
    size_t length;
} Prefixes;

/* Copies of texts, each with PAD zeros on either side. */
typedef struct {
    uint32_t *codes;
    size_t *starts, *lengths; /* the length of a text that is not to be read is 0 */
    size_t *order;            /* in which texts are read */
    size_t count, longest;
} Batch;

/* Copy texts; -1 with an error. With prefixes, only those that hold Han characters are to be read, each behind that
 * of its field; those that begin alike are read one behind the other, for what one needs is near when the next is read. */
int batch_take(Batch *batch, PyObject *texts, const Prefixes *prefixes, const char *fields);
void batch_free(Batch *batch);

/* Have the model read a batch; needs no interpreter; -1 when memory runs out. */
int batch_read(const Model *model, const Batch *batch, Stretches *found);

#endif
