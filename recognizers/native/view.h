/* What is seen of a text's characters, and which regions' names begin in it. */
#ifndef REDACTOR_VIEW_H
#define REDACTOR_VIEW_H

#include "occasions.h"

static inline uint32_t code_at(const View *view, size_t at) { return at < view->size ? view->codes[at] : 0; }

/* The classes of the character at a place; none beyond the text. */
static inline uint32_t seen(const View *view, size_t at) {
    if (at >= view->size) return 0;
    return view->codes[at] > 0xFFFF ? ODD | ENDS_RUN : view->classes[view->codes[at]];
}

static inline int is(const View *view, size_t at, uint32_t classes) { return (seen(view, at) & classes) != 0; }

static inline uint32_t all_seen(const View *view, size_t start, size_t end) {
    uint32_t all = 0;
    while (start < end) all |= seen(view, start++);
    return all;
}

/* The names of regions that begin as the text does at a place. */
static inline const Head *head_at(const View *view, size_t at) {
    return place_of_head((Grammar *)view->grammar, code_at(view, at) << 16 | code_at(view, at + 1));
}

static inline int stands(const View *view, const Name *name, size_t at) {
    const uint16_t *characters = view->grammar->characters + name->start;
    for (size_t i = 0; i < name->length; i++)
        if (code_at(view, at + i) != characters[i]) return 0;
    return 1;
}

/* Where the longest full name of a region at a place ends; the place itself if there is none. */
size_t region_end(const View *view, size_t at);

/* The only address of a text, and a shop's name may close the line. */
int may_have_shop(const View *view, const Given *one);

/* An address of Latin words: letters enough, two of them side by side, and nothing Chinese. */
int is_foreign(const View *view, size_t start, size_t end);

/* Whether a text's build asks for more names than there are, or gives an address what is left over: layout.c. */
enum Occasion layout_of(const View *view, const Given *given, size_t count, Field *fields);

#endif
