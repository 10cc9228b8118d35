/* A document without its values: what is left of it, and where they stood.
 *
 * Only documents that we would write again byte for byte have a blank: compact JSON, nothing escaped,
 * numbers as short as they can be.
 */
#ifndef REDACTOR_BLANK_H
#define REDACTOR_BLANK_H

#include <stddef.h>
#include <stdint.h>

/* What stands in a blank for a value. None of these bytes can stand in JSON, nor in a plain name. */
enum {
    STRING = 1, /* a string, its quotes included */
    SHORT = 2,  /* a number that is a text only where a field says so */
    LONG = 3,   /* an integer of seven digits or more: a text always */
    PLAIN = 4,  /* a key or a header's value */
    NOTHING = 5, /* a key or a header's value that is null */
    WORD = 6     /* true, false or null: never a text, and so no value that is looked at */
};

enum { MOST_BLANK = 8192, MOST_SLOTS = 512, MOST_DEPTH = 32 };

/* One value: its bytes without quotes, and whether it may be a piece of a number in several fields. */
typedef struct {
    const uint8_t *text;
    uint32_t size;
    uint8_t kind;
    uint8_t piece;
} Slot;

typedef struct {
    uint8_t bytes[MOST_BLANK];
    size_t size;
    Slot slot[MOST_SLOTS];
    int slots;
} Blank;

/* Take a whole object or array apart; 0 if it has no blank. */
int take_document(Blank *blank, const uint8_t *text, size_t size);

/* Take a key or a header's value, NULL for one that is null; 0 if it could be JSON. */
int take_plain(Blank *blank, const uint8_t *text, size_t size);

/* Take a header's name; 0 if it is no plain one, as a schema has. */
int take_name(Blank *blank, const uint8_t *text, size_t size);

#endif
