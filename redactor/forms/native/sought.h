/* The names of a record that are looked for in all of it. */
#ifndef REDACTOR_SOUGHT_H
#define REDACTOR_SOUGHT_H

#include "door.h"

/* As `redactor.stages.echo` has it: no more names of one record are looked for, each of two to six characters. */
enum { MOST_SOUGHT = 200, LEAST_BYTES = 4, MOST_BYTES = 18, MOST_HITS = 5 };
enum { FEW_SOUGHT = 6, SOUGHT_SLOTS = 512, HEADS = 1 << 12, WORD_BITS = 64 };

/* Names, each with how often it was found. Few are compared with each other, and searched for one by one; many are found
 * by their hashes, in one pass. */
typedef struct {
    Part name[MOST_SOUGHT];
    int found[MOST_SOUGHT], count, is_indexed;
    uint32_t sizes;                    /* a bit for each number of bytes that some name has */
    uint16_t slot[SOUGHT_SLOTS];       /* by the hash of a name its number and one more; 0 for none */
    uint64_t heads[HEADS / WORD_BITS]; /* a bit for each hash of four bytes with which some name begins */
} Sought;

void begin_sought(Sought *sought);

/* Count a name that was found; one too many is not looked for. */
void seek(Sought *sought, Part name);

/* Have few names found as many are. */
void index_sought(Sought *sought);

/* The next place where a name may begin; NULL if there is none. These two are for names that are indexed. */
const uint8_t *next_head(const Sought *sought, const uint8_t *at, const uint8_t *end);

/* The numbers of the names that begin right here, the shortest first; how many. */
int names_at(const Sought *sought, const uint8_t *at, const uint8_t *end, int hits[MOST_HITS]);

#endif
