/* What the rules behind the model surely make of a stretch, and no more: an address in Latin letters is none, and what
 * stands at a door for all is no part of one. As recognizers/sequence/foreign.py and recognizers/address/talk.py do it;
 * a contract test holds both to one answer.
 */
#include "view.h"

enum { LONGEST_CORNER = 20, LONGEST_WORD = 4, AROUND = 200, KEPT_BEFORE = 2 };

/* Whether the characters before a place, so many, are one of the words. */
static int is_corner(const View *view, size_t end, size_t length) {
    uint64_t word = 0;
    for (size_t i = 0; i < length; i++) {
        uint32_t code = view->codes[end - length + i];
        if (code > 0xFFFF) return 0;
        word |= (uint64_t)code << (48 - 16 * i);
    }
    size_t low = 0, high = view->corner_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (view->corners[middle] < word) low = middle + 1;
        else high = middle;
    }
    return low < view->corner_count && view->corners[low] == word;
}

/* Where the words begin that end a stretch, one behind the other, 的 or nothing between; its end where none do. */
static size_t words_begin(const View *view, size_t least, size_t end) {
    char begun[LONGEST_CORNER + 1] = {1};
    size_t first = 0;
    for (size_t i = 0; i < LONGEST_CORNER; i++) {
        if (!begun[i]) continue;
        for (size_t length = 1; length <= LONGEST_WORD && end - i >= least + length; length++) {
            if (!is_corner(view, end - i, length)) continue;
            size_t last = i + length, linked = end - last > least && view->codes[end - last - 1] == 0x7684; /* 的 */
            if (last + linked > LONGEST_CORNER) continue;
            begun[last] = begun[last + linked] = 1;
            if (last + linked > first) first = last + linked;
        }
    }
    size_t start = end - first;
    return first && start > least && start < view->size && view->codes[start - 1] <= 0xFFFF &&
                   view->talk[view->codes[start - 1]] & AT_SIGN
               ? start - 1
               : start;
}

static int is_talk(const View *view, size_t at, int classes) {
    return at < view->size && view->codes[at] <= 0xFFFF && view->talk[view->codes[at]] & classes;
}

/* Talk goes on behind a place: Chinese, with a character in it that waybills seldom hold. */
static int is_said(const View *view, size_t at) {
    int han = 0, said = 0;
    for (size_t end = at + AROUND; at < end && !(han && said); at++) {
        han |= is(view, at, HAN);
        said |= is_talk(view, at, SAID);
    }
    return han && said;
}

/* Where an address ends before what stands at its door; 0 where the rules must say so. */
static size_t corner_cut(const View *view, const Given *one) {
    size_t least = one->start + KEPT_BEFORE;
    if (one->end > least + LONGEST_CORNER) least = one->end - LONGEST_CORNER;
    size_t cut = words_begin(view, least, one->end);
    if (cut == one->end || !is_talk(view, cut - 1, CLOSED) || is_talk(view, one->end, CLOSING)) return 0;
    return region_end(view, one->start) == one->start && is_said(view, one->end) ? cut : 0;
}

/* The same of all stretches, by their verdicts; UNSETTLED where one of them must be seen. */
static size_t cut_all(const View *view, Given *given, size_t count, const char *verdicts) {
    size_t left = 0;
    for (size_t i = 0; i < count; i++) {
        Given one = given[i];
        if (verdicts[i] == FOREIGN_RULE) continue;
        if (verdicts[i] == CORNER_RULE && (one.end = corner_cut(view, &one)) == 0) return UNSETTLED;
        if (verdicts[i] != CORNER_RULE && verdicts[i] != NO_RULE) return UNSETTLED;
        given[left++] = one;
    }
    return left;
}

size_t settled(const View *view, Given *given, size_t count, Field *fields, char *verdicts) {
    size_t left = cut_all(view, given, count, verdicts);
    int is_unsure = left == UNSETTLED || (left == 1 && given->is_address && may_have_shop(view, given)) ||
                    (verdicts[count] != NO_RULE && layout_of(view, given, left, fields) == RULES_OF_PLACE);
    for (size_t i = 0; is_unsure && i < count; i++)
        if (verdicts[i] >= FOREIGN_RULE) verdicts[i] = ALL_RULES;
    return is_unsure ? UNSETTLED : left;
}
