/* A document without its values: what is left of it, and where they stood.
 *
 * Only documents of which it is plain how we would write them have a blank: their numbers are as short
 * as they can be. White space and escapes are neither in the blank nor in the copy that is made on the
 * way, other than those that we would write ourselves.
 */
#ifndef REDACTOR_BLANK_H
#define REDACTOR_BLANK_H

#include "escapes.h"

/* What stands in a blank for a value. None of these bytes can stand in JSON, nor in a name. */
enum {
    STRING = 1, /* a string, its quotes included */
    SHORT = 2,  /* a number that is a text only where a field says so */
    LONG = 3,   /* an integer of seven digits or more: a text always */
    PLAIN = 4,  /* a key or a header's value */
    NOTHING = 5, /* a key or a header's value that is null */
    WORD = 6,    /* true, false or null: never a text, and so no value that is looked at */
    OPENS = 7,   /* a string that is a document, which stands in the blank unescaped */
    CLOSES = 8
};

enum { MOST_BLANK = 8192, MOST_SLOTS = 512, MOST_WORDS = 32, MOST_DEPTH = 32, MOST_NESTED = 3 };

/* One value: what it says, where it stands in the copy with its quotes, and how many strings are around it. */
typedef struct {
    const uint8_t *text;
    uint32_t size, start, end;
    uint8_t kind, level;
} Slot;

/* A word: where it stands in the copy, and behind how many slots. */
typedef struct {
    uint32_t start, end;
    int before;
} Word;

typedef struct {
    uint8_t bytes[MOST_BLANK];
    size_t size;
    Slot slot[MOST_SLOTS];
    int slots;
    Word word[MOST_WORDS]; /* the first of them */
    int words;
    int odd_names; /* field names that are no schema's, and may be PII */
    Room copy;     /* the document as we write it */
    Room said;     /* what the strings say in which something is escaped */
} Blank;

/* The memory that a copy takes, in sizes of the document, and what strings say: each of so many levels
 * says no more than stands in it. */
enum { ROOMS = 1 + 1 + MOST_NESTED };

/* Take a whole object or array apart; 0 if it has no blank. */
int take_document(Blank *blank, const uint8_t *text, size_t size);

/* Take a key or a header's value, NULL for one that is null; 0 if it could be JSON. */
int take_plain(Blank *blank, const uint8_t *text, size_t size);

/* Whether a value may be a piece of a number in several fields. */
int may_be_piece(const Slot *slot);

/* Take a header's name; 0 if it is no plain one, as a schema has. */
int take_name(Blank *blank, const uint8_t *text, size_t size);

#endif
