/* What says of a stretch whether it is certain: made once, by teller.c; certain.c asks it. */
#ifndef REDACTOR_TELLER_H
#define REDACTOR_TELLER_H

#include "certain.h"

/* Classes of characters, in the order of `recognizers.sequence.certain`. */
enum {
    HAN = 1, ENDS_NAME = 2, BEHIND_NAME = 4, BEFORE_NAME = 8, ENDS_LIKE = 16, SAYS = 32, SMALL = 64,
    NUMERAL = 128, FREIGHT = 256, DIGIT = 512, ENDS_TITLE = 1024
};
enum { MOST_OF_WORDS = 128, LENGTH_OF_WORD = 4 };

/* What findings are made of: a type, labels, what found a stretch, sets of words, evidence, and two capsules. */
enum Held {
    TYPE, PERSON, ADDRESS, RULE, LOOKALIKES, COMMON, OF_NAME, OF_ADDRESS, OF_FIELD, OF_SHORT, OF_TALK, MODEL, GRAMMAR, HELD
};

/* Words, such as speak of freight; zeros behind their ends. */
typedef struct {
    uint32_t word[MOST_OF_WORDS][LENGTH_OF_WORD];
    Py_ssize_t count;
} Words;

struct Teller {
    PyObject *held[HELD];
    Py_buffer classes;
    Words freight, titles;
    double sure_name, sure_address;
    Py_ssize_t long_address, prefix, short_text, reach; /* characters */
};

static inline int is(const Teller *teller, const Read *read, Py_ssize_t at, int classes) {
    if (at >= read->size || read->codes[at] > 0xFFFF) return 0;
    return (((const uint16_t *)teller->classes.buf)[read->codes[at]] & classes) != 0;
}

#endif
