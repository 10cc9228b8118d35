/* Texts and spans as Python gives them: `redactor.spans.Span`, `redactor.forms.form.Field`. */
#ifndef REDACTOR_SPANS_H
#define REDACTOR_SPANS_H

#include <stddef.h>
#include <stdint.h>

enum { START = 0, END = 1, ENTITY = 2, PARTS = 5, MASKED = 6, SPAN_FIELDS = 8 };
enum { LEVEL = 2, PART_FIELDS = 3 }; /* of a part of an address, behind where it begins and ends */
enum { PATH = 0, HINT = 1, DECLARED = 2, IS_READ = 3, IS_NUMBER = 4, IS_JSON = 5, FIELD_FIELDS = 6 };

/* A text in UTF-8, and its characters: those are what spans count. */
typedef struct {
    const uint8_t *start, *end;
    Py_ssize_t length;
} Text;

/* Where so many characters on begin, of which there are as many. */
static inline const uint8_t *skipped(Text text, Py_ssize_t count) {
    const uint8_t *at = text.start;
    if (text.end - text.start == text.length) return at + count;
    while (count-- > 0)
        for (at++; at < text.end && (*at & 0xC0) == 0x80;) at++;
    return at;
}

/* spans.c: the UTF-8 of a text, borrowed; 0 if it has none, for half of a pair of surrogates is in it. */
int text_of(PyObject *given, Text *text);

/* spans.c: where a span, or a part, begins and ends in a text. 0 if it is odd: empty, or no tuple of so many
 * fields of whole numbers, or not all of it is in the text. */
int ends_in(PyObject *span, Py_ssize_t fields, Py_ssize_t length, Py_ssize_t *start, Py_ssize_t *end);

/* spans.c: the characters of a text from one to another. */
Text part_between(Text text, Py_ssize_t start, Py_ssize_t end);

#endif
