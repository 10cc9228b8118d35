/* What says whether the rules behind the model have anything to do: recognizers/sequence/occasions.py.
 *
 * Wider than the rules, never narrower: a contract test holds each text that is said to need none to what
 * the rules make of it. Must never read beyond a text.
 */
#ifndef REDACTOR_OCCASIONS_H
#define REDACTOR_OCCASIONS_H

#include "address.h"

/* Classes of characters, in the order of `recognizers.sequence.occasions`. */
enum Seen {
    ODD = 1u << 0,           /* digits of other scripts, and what is beyond the basic plane */
    DIGIT = 1u << 1,         /* 0-9 */
    LETTER = 1u << 2,        /* A-Z a-z */
    JOINS = 1u << 3,         /* what may stand between two halves of an address */
    HAN = 1u << 4,           /* of the basic blocks */
    EDGE = 1u << 5,          /* what an end can be cut at */
    HIDING = 1u << 6,        /* signs that hide a character */
    BEFORE_NAME = 1u << 7,   /* first letters of English titles */
    ENDS_TITLE = 1u << 8,    /* last characters of titles */
    LEADS = 1u << 9,         /* what words that lead to an address begin with */
    COUNTS = 1u << 10,       /* what counts begin with */
    COUNTED = 1u << 11,      /* what is counted */
    LAST_WORD = 1u << 12,    /* what a word of the sentence ends with */
    BEFORE_CORNER = 1u << 13, /* the last but one character of what stands at a door for all */
    CORNER = 1u << 14,       /* the last one */
    PARTS = 1u << 15,        /* what words begin with that may part or end an address within it */
    LED_SIGN = 1u << 16,     /* what ends one from behind it */
    STOREY = 1u << 17,        /* behind these a door may follow */
    HOUSED = 1u << 18,       /* what stands at a house number begins with one of these */
    ROOMED = 1u << 19,       /* behind these and a comma a room may follow */
    SPELT = 1u << 20,        /* numerals of numbers that are spelt out */
    CLOSER = 1u << 21,       /* brackets that close */
    COMMA = 1u << 22,        /* signs behind which an address may go on */
    NEAR = 1u << 23,         /* what it goes on with */
    ENDS_RUN = 1u << 24,     /* what no region is written with */
    FULL = 1u << 25,         /* last characters of regions' full names */
    BLANK = 1u << 26,        /* between the fields of a line */
    LEFT = 1u << 27,         /* what may be left over behind an address */
    ENDS_KEY = 1u << 28,     /* what the key before an address ends with */
    SURNAME = 1u << 29,      /* what surnames begin with */
    ENDED = 1u << 30,        /* what an address ends with where a name may follow at once */
};

#define COMPOUND (1u << 31) /* what surnames of two characters begin with; an enumerator is an int */

/* Of a stretch: nothing, a word that may part it or a doubt, all rules, of which the first can leave out what is
 * foreign and the last but one need only cut off what stands at a door for all. Of a text's build: nothing, nothing
 * unless a stretch is changed, what its place asks for. */
enum Occasion { NO_RULE, FEW_RULES, RULES_OF_PLACE, FOREIGN_RULE, CORNER_RULE, ALL_RULES };

typedef struct {
    size_t start, end, number; /* which of those that the model found */
    int is_address, is_doubted;
} Given;

typedef struct {
    const uint32_t *classes; /* [65536] */
    const uint8_t *openings; /* [8192]: a bit for each two characters that those words begin with */
    const uint64_t *signs; /* in order: up to three of them, and a bit for each set that may stand before */
    size_t sign_count;
    const uint8_t *behind; /* [65536]: the sets that a character is in, of which the first holds all */
    const uint8_t *leads; /* [8192]: a bit for each two characters that lead to an address, as `openings` */
    const uint8_t *talk;   /* [65536]: of each character the bits of `Talk` */
    const uint64_t *corners; /* in order: what stands at a door for all, up to four characters each */
    size_t corner_count;
    const Grammar *grammar;
    const uint32_t *codes;
    size_t size;
} View;

/* A number or a stretch. */
typedef struct {
    size_t start, end;
    enum { TELEPHONE, NAME, PLACE } kind;
} Field;

enum { MOBILE = 11 };

/* Classes of characters around what stands at a door, in the order of `recognizers.sequence.occasions`. */
enum Talk {
    SAID = 1,     /* what talk holds behind an address, and a waybill seldom */
    CLOSED = 2,   /* what an address ends with before what stands at its door */
    CLOSING = 4,  /* behind these it is a part of the address */
    AT_SIGN = 8,  /* what may stand before it */
};

/* Give an occasion for each stretch, and one more for the text's build; whether any is to do something.
 *
 * Stretches are in order, not overlapping, within the text. `fields` has room for them and for each mobile
 * number that the text is long enough for; `verdicts` for one more than there are stretches.
 */
int occasions_of(const View *view, const Given *given, size_t count, Field *fields, char *verdicts);

/* Leave out and cut what the rules surely do, where that is all they do: how many stretches are left in `given`, in
 * order, and nothing is to do any more; UNSETTLED, with ALL_RULES for all of those, where the rules must see the text. */
#define UNSETTLED SIZE_MAX
size_t settled(const View *view, Given *given, size_t count, Field *fields, char *verdicts);

#endif
