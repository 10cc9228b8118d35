/* Whether the build of a text, its numbers and what was found in it, leaves something for the rules behind the model. */
#include "view.h"

enum { LEAST_NAME = 2, MOST_NAME = 4, MOST_LEFT = 12 };

/* A province's name, in full or in short. */
static int starts_province(const View *view, size_t at) {
    const Head *head = head_at(view, at);
    for (const Name *name = view->grammar->names + head->first; name < view->grammar->names + head->first + head->count; name++)
        if (name->level == L_PROVINCE && stands(view, name, at)) return 1;
    return 0;
}

/* Eleven digits of a mobile number in one, and no digit beside them. */
static int begins_mobile(const View *view, size_t at) {
    if (code_at(view, at) != '1' || code_at(view, at + 1) - '3' > 6u || (at && is(view, at - 1, DIGIT))) return 0;
    for (size_t i = 2; i < MOBILE; i++)
        if (!is(view, at + i, DIGIT)) return 0;
    return !is(view, at + MOBILE, DIGIT);
}

/* A surname's first character, and as many more as a name has, between two fields, signs left out. */
static int may_be_name(const View *view, size_t start, size_t end) {
    while (start < end && is(view, start, BLANK)) start++;
    while (end > start && is(view, end - 1, BLANK)) end--;
    if (end < start + LEAST_NAME || end > start + MOST_NAME) return 0;
    return is(view, start, SURNAME) && (end < start + MOST_NAME || is(view, start, COMPOUND));
}

/* What stands between an address and the next field is no more than may belong to it. */
static int may_be_left(const View *view, size_t end, size_t border) {
    if (border == end || border - end > MOST_LEFT) return 0;
    for (size_t at = end; at < border; at++)
        if (!is(view, at, LEFT)) return 0;
    return 1;
}

/* The numbers and findings of a text, by where they begin. */
static size_t take_fields(const View *view, const Given *given, size_t count, Field *fields) {
    size_t taken = 0, next = 0;
    for (size_t at = 0; at + MOBILE <= view->size; at++) {
        if (!begins_mobile(view, at)) continue;
        for (; next < count && given[next].start <= at; next++)
            fields[taken++] = (Field){given[next].start, given[next].end, given[next].is_address ? PLACE : NAME};
        fields[taken++] = (Field){at, at + MOBILE, TELEPHONE};
    }
    for (; next < count; next++)
        fields[taken++] = (Field){given[next].start, given[next].end, given[next].is_address ? PLACE : NAME};
    return taken;
}

/* A number or the text begins or ends at a place. */
static int is_edge(const View *view, size_t at) {
    return at == 0 || at == view->size || begins_mobile(view, at) || (at >= MOBILE && begins_mobile(view, at - MOBILE));
}

/* 柳岸青|台湾花莲县: a province stands where it would behind a name. */
static int may_have_name_ahead(const View *view, size_t start) {
    for (size_t at = start + LEAST_NAME; at <= start + MOST_NAME; at++)
        if (starts_province(view, at)) return 1;
    return 0;
}

/* 1楼|束砚臻: a surname stands where it would before the rest of a name. */
static int may_have_name_behind(const View *view, const Field *one) {
    for (size_t at = one->end - LEAST_NAME; at > one->start && at + MOST_NAME >= one->end; at--)
        if (is(view, at, SURNAME) && is(view, at - 1, ENDED)) return 1;
    return 0;
}

/* A name is missing, and one may stand between two fields or at an address's head or tail. */
static int may_hold_name(const View *view, const Field *fields, size_t count) {
    size_t over = 0;
    for (size_t i = 0; i <= count; i++) {
        size_t start = i < count ? fields[i].start : view->size;
        if (may_be_name(view, over, start)) return 1;
        if (i < count && fields[i].end > over) over = fields[i].end;
    }
    for (size_t i = 0; i < count; i++) {
        const Field *one = &fields[i];
        if (one->kind != PLACE) continue;
        if (is_edge(view, one->start) && may_have_name_ahead(view, one->start)) return 1;
        if (is_edge(view, one->end) && may_have_name_behind(view, one)) return 1;
    }
    return 0;
}

/* What is left over behind an address may belong to it. */
static int may_hold_rest(const View *view, const Field *fields, size_t count) {
    for (size_t i = 0; i < count; i++) {
        const Field *one = &fields[i];
        size_t next = i + 1;
        while (next < count && fields[next].start < one->end) next++;
        size_t border = next < count ? fields[next].start : view->size;
        if (one->kind == PLACE && may_be_left(view, one->end, border)) return 1;
    }
    return 0;
}

enum Occasion layout_of(const View *view, const Given *given, size_t count, Field *fields) {
    size_t numbers = 0, names = 0, taken = take_fields(view, given, count, fields);
    for (size_t i = 0; i < taken; i++) {
        numbers += fields[i].kind == TELEPHONE;
        names += fields[i].kind == NAME;
    }
    if (numbers == 0) return NO_RULE;
    int may = numbers > names ? may_hold_name(view, fields, taken) : may_hold_rest(view, fields, taken);
    return may ? RULES_OF_PLACE : FEW_RULES;
}
