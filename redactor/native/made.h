/* What the short way made of a batch's records: `redactor.forms` writes it, message sets are filled with it.
 *
 * One `bytes` has of each record, view by view, its copy behind the size of that: key, value and headers as they
 * stand in a record of Kafka's format 2. Another has a spot for each record of the batch.
 */
#ifndef REDACTOR_MADE_H
#define REDACTOR_MADE_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* Of one record: where its first copy's size stands, its timestamp, what was found in it and whose targets it
 * has, as numbers in lists; NOT_MADE instead of the last where the record is the stages'. */
typedef struct {
    int64_t start, time_ms;
    int32_t kind, group;
} Spot;

enum { NOT_MADE = -1, SIZE_BYTES = 4 };

/* Fields of a `redactor.forms.made.Made`, and how many are looked at: what is behind them is for Python alone. */
enum { COPIES = 0, SPOTS = 1, KINDS = 2, COPY_TARGETS = 3, MADE = 4 };

/* The spot of a record in bytes that may stand anywhere. */
static inline Spot spot_at(const uint8_t *spots, size_t place) {
    Spot spot;
    memcpy(&spot, spots + place * sizeof spot, sizeof spot);
    return spot;
}

/* The copy for a view: where it begins among so many bytes, NULL if it is not all there. */
static inline const uint8_t *copy_at(const uint8_t *copies, size_t bytes, int64_t start, size_t view, size_t *size) {
    size_t at = (size_t)start;
    uint32_t this_size;
    for (;; view--, at += *size) {
        if (start < 0 || at > bytes || bytes - at < SIZE_BYTES) return NULL;
        memcpy(&this_size, copies + at, SIZE_BYTES);
        at += SIZE_BYTES;
        *size = this_size;
        if (*size > bytes - at) return NULL;
        if (view == 0) return copies + at;
    }
}

#endif
