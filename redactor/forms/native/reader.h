/* What takes a document apart, between its files. */
#ifndef REDACTOR_READER_H
#define REDACTOR_READER_H

#include "blank.h"

typedef struct {
    Blank *blank;
    const uint8_t *at, *end;
    int level; /* strings around it: what is written is escaped as many times */
} Reader;

/* A text without its escapes, and whether it had any. */
typedef struct {
    const uint8_t *text;
    size_t size;
    int was_escaped;
} Said;

static inline int is_digit(uint8_t c) { return c >= '0' && c <= '9'; }

/* Write one byte into the blank; 0 if there is no room. */
static inline int put_byte(Blank *blank, uint8_t byte) {
    if (blank->size == MOST_BLANK) return 0;
    blank->bytes[blank->size++] = byte;
    return 1;
}

/* Write into the blank; 0 if there is no room. */
static inline int put(Blank *blank, const uint8_t *bytes, size_t size) {
    if (size > MOST_BLANK - blank->size) return 0;
    memcpy(blank->bytes + blank->size, bytes, size);
    blank->size += size;
    return 1;
}

/* blank.c: note a value, written from `start` to the end of the copy so far; 0 if there are too many. */
int take(Reader *reader, Said said, uint8_t kind, size_t start);

/* blank.c: an object or an array with nothing but white space around it; 0 if it has no blank. */
int take_whole(Reader *reader, int depth);

/* blank.c: as `redactor.schema.is_plain`: ASCII letters and a few signs; a name of others may be PII. */
int is_plain(Said name);

/* scalars.c: a number, and one of JSON's three words. */
int take_number(Reader *reader);
int take_word(Reader *reader);

/* scalars.c: LONG or SHORT for a number, which is passed, 0 if it is none that we would write so; the size of a word,
 * 0 if it is none. */
int pass_number(const uint8_t **at, const uint8_t *end);
size_t word_size(const uint8_t *at, const uint8_t *end);

/* strings.c: a string, which may be a document itself, and a field's name; both begin at a quote. */
int take_string(Reader *reader, int depth);
int take_field_name(Reader *reader);

/* strings.c: whether a text is looked at for JSON; that part of it without white space of any sort. */
int may_be_document(Said text, Said *inside);

/* Whether a text is surely not looked at for JSON, by its first byte: most are not. */
static inline int is_no_document(const uint8_t *text, size_t size) {
    if (size == 0) return 1;
    uint8_t c = text[0];
    return c > ' ' && c != '{' && c != '[' && c != 0xC2 && c != 0xE3 && c != 0xEF;
}

#endif
