/* Whether the rules behind the model have anything to do in a text. */
#include "view.h"

enum {
    TOKEN = 24, FEW_LETTERS = 4, SHORT_NAME = 3, GLUED = 5, REGION_REACH = 60, LONGEST_REGION = 15, BEHIND = 3,
    HOUSE_REACH = 8, MOST_JOINED = 2, MOST_SHOP = 14, LEAST_SHOP = 2, SIGN_LENGTH = 3,
    GROWN = 28 /* more than a chain of numbers is long */
};

int is_foreign(const View *view, size_t start, size_t end) {
    size_t letters = 0, pairs = 0;
    for (size_t at = start; at < end; at++) {
        if (is(view, at, HAN)) return 0;
        letters += is(view, at, LETTER);
        pairs += at > start && is(view, at, LETTER) && is(view, at - 1, LETTER);
    }
    return pairs && letters >= FEW_LETTERS;
}

/* A token, or so many Latin letters that it may be an address in English. */
static int is_latin_or_token(const View *view, size_t start, size_t end) {
    size_t letters = 0, run = 0;
    for (size_t at = start; at < end; at++) {
        letters += is(view, at, LETTER);
        run = (is(view, at, DIGIT | LETTER) || view->codes[at] == '_') ? run + 1 : 0;
        if (run == TOKEN) return 1;
    }
    return letters >= FEW_LETTERS;
}

/* The last number goes on behind the stretch: 3-2|-1201, 10栋1588|135-3367-2252. */
static int may_grow(const View *view, const Given *one) {
    size_t digits = one->end, run;
    while (digits > one->start && is(view, digits - 1, DIGIT)) digits--;
    if (is(view, one->end, ODD) || (digits > one->start && is(view, digits - 1, ODD))) return 1;
    uint32_t following = code_at(view, one->end);
    if (digits < one->end && (following == '-' || following == 0xFF0D || following == '_')) return 1;
    for (run = digits; is(view, run, DIGIT);) run++;
    uint32_t next = run == digits ? 0 : code_at(view, run);
    return next == '+' || ((next == ' ' || next == '-') && run - digits >= GLUED);
}

size_t region_end(const View *view, size_t at) {
    const Head *head = head_at(view, at);
    for (const Name *name = view->grammar->names + head->first; name < view->grammar->names + head->first + head->count; name++) {
        uint16_t last = view->grammar->characters[name->start + name->length - 1];
        if ((view->classes[last] & FULL) && stands(view, name, at)) return at + name->length;
    }
    return at;
}

/* 12号|药店, 36号|档口. */
static int may_be_at_house(const View *view, size_t end) {
    for (size_t at = end; at < end + HOUSE_REACH && is(view, at, HAN); at++)
        if (is(view, at, HOUSED)) return 1;
    return 0;
}

/* An address goes on with Chinese characters. */
static int may_go_on(const View *view, const Given *one, size_t right) {
    size_t end = one->end, from = end > one->start + LONGEST_REGION ? end - LONGEST_REGION : one->start;
    if (code_at(view, end - 1) == 0x53F7 && may_be_at_house(view, end)) return 1; /* 号 */
    if (is(view, end - 1, STOREY) || (is(view, end - 1, SPELT) && is(view, end, SPELT))) return 1;
    for (size_t at = from; at < end; at++)
        if (region_end(view, at) > end) return 1;
    return end + 1 >= right || !is(view, end + 1, HAN | LETTER);
}

/* What stands behind an address belongs to it. */
static int may_be_longer(const View *view, const Given *one, size_t right) {
    if (is(view, one->end, HAN)) return may_go_on(view, one, right);
    if (is(view, one->end, CLOSER)) return 1;
    return is(view, one->end, COMMA) && (is(view, one->end - 1, ROOMED) || is(view, one->end + 1, NEAR));
}

/* 新疆…博湖县纺织一|路: a region stands before an address, in the same run of text. */
static int may_begin_earlier(const View *view, size_t start) {
    if (start == 0 || !is(view, start - 1, HAN)) return 0;
    for (size_t at = start; at-- > 0 && start - at <= REGION_REACH && !is(view, at, ENDS_RUN);)
        if (at + 1 < start && region_end(view, at) > at) return 1;
    return 0;
}

static int has_pair(const uint8_t *bits, uint32_t first, uint32_t second) {
    uint32_t bit = (first * 0x9E3779B1u ^ second * 0x85EBCA6Bu) >> 16;
    return bits[bit >> 3] >> (bit & 7) & 1;
}

/* The first word leads to the address: where a region's name begins it, only one of two characters before another does. */
static int may_be_led(const View *view, size_t start) {
    if (is(view, start, COUNTS)) return (all_seen(view, start + 1, start + 3) & COUNTED) != 0;
    uint32_t first = view->codes[start];
    if (!is(view, start, LEADS) || !(has_pair(view->leads, first, 0) || has_pair(view->leads, first, code_at(view, start + 1))))
        return 0;
    return region_end(view, start) == start || region_end(view, start + 1) > start + 1 || region_end(view, start + 2) > start + 2;
}

/* The sets that may stand before these characters: none where no word begins with them. */
static uint32_t sets_before(const View *view, uint64_t begun) {
    size_t low = 0, high = view->sign_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (view->signs[middle] < begun) low = middle + 1;
        else high = middle;
    }
    return low < view->sign_count && view->signs[low] >> 16 == begun >> 16 ? view->signs[low] & 0xFFFF : 0;
}

/* A word that may part or end an address begins here, behind what it may stand behind. */
static int is_sign(const View *view, size_t at) {
    uint32_t before = view->codes[at - 1], sets = before > 0xFFFF ? 1 : view->behind[before];
    uint64_t begun = 0;
    for (size_t i = 0; i < SIGN_LENGTH; i++) {
        uint32_t code = code_at(view, at + i);
        if (code == 0 || code > 0xFFFF) return 0;
        begun |= (uint64_t)code << (48 - 16 * i);
        if (sets_before(view, begun) & sets) return 1;
    }
    return 0;
}

/* The first word leads to the address, or the last is of the sentence around it. */
static int may_be_shorter(const View *view, const Given *one) {
    if (may_be_led(view, one->start) || is(view, one->end - 1, LAST_WORD)) return 1;
    for (size_t at = one->end; at < one->end + BEHIND; at++)
        if (is(view, at, LED_SIGN) && is_sign(view, at)) return 1;
    return 0;
}

/* Words that may part or end an address begin within it, behind its first two characters. */
static int may_be_parted(const View *view, size_t start, size_t end) {
    for (size_t at = start; at < end; at++) {
        uint32_t first = view->codes[at];
        if (is(view, at, PARTS) &&
            (has_pair(view->openings, first, 0) || has_pair(view->openings, first, code_at(view, at + 1))) && is_sign(view, at))
            return 1;
    }
    return 0;
}

/* `is_held`: another stretch begins right behind it, and stays where it is. */
static enum Occasion of_address(const View *view, const Given *one, size_t right, int is_held) {
    if (is_latin_or_token(view, one->start, one->end) || may_grow(view, one) ||
        may_be_shorter(view, one) || (!is_held && may_be_longer(view, one, right)) || may_begin_earlier(view, one->start))
        return ALL_RULES;
    int is_few = one->is_doubted || may_be_parted(view, one->start + 2, one->end);
    if (is(view, one->end - 2, BEFORE_CORNER) && is(view, one->end - 1, CORNER)) return is_few ? ALL_RULES : CORNER_RULE;
    return is_few ? FEW_RULES : NO_RULE;
}

static enum Occasion of_name(const View *view, const Given *one) {
    if (is(view, one->start, BEFORE_NAME) || one->end - one->start >= TOKEN) return ALL_RULES;
    return one->end - one->start > SHORT_NAME && is(view, one->end - 1, ENDS_TITLE) ? ALL_RULES : NO_RULE;
}

/* Two addresses are halves of one: nothing stands between them but blanks, a hyphen or a comma. */
static int may_join(const View *view, size_t end, size_t start) {
    if (start - end > MOST_JOINED) return 0;
    while (end < start && is(view, end, JOINS)) end++;
    return end == start;
}

int may_have_shop(const View *view, const Given *one) {
    size_t left = view->size - one->end;
    if (left < LEAST_SHOP || left > MOST_SHOP) return 0;
    return one->start == 0 || is(view, one->start - 1, ENDS_KEY);
}

/* The next stretch is NULL for the last one; `is_done` where no rule moves it. */
static enum Occasion of_stretch(const View *view, const Given *one, const Given *next, int is_done) {
    if (one->is_address && is_foreign(view, one->start, one->end)) return FOREIGN_RULE;
    if (one->end - one->start < 2 || is(view, one->start, EDGE) || is(view, one->end - 1, EDGE) ||
        all_seen(view, one->start, one->end) & HIDING)
        return ALL_RULES;
    if (!one->is_address) return of_name(view, one);
    size_t right = next ? next->start : view->size;
    return of_address(view, one, right, next && is_done && right == one->end);
}

int occasions_of(const View *view, const Given *given, size_t count, Field *fields, char *verdicts) {
    int any = 0;
    for (size_t i = 0; i < count; i++) verdicts[i] = NO_RULE;
    for (size_t i = count; i-- > 0;) {
        const Given *one = &given[i], *next = i + 1 < count ? one + 1 : NULL;
        enum Occasion here = of_stretch(view, one, next, next && verdicts[i + 1] < FOREIGN_RULE);
        if ((char)here > verdicts[i]) verdicts[i] = (char)here;
        if (next && one->is_address && next->is_address && may_join(view, one->end, next->start))
            verdicts[i] = verdicts[i + 1] = ALL_RULES;
        if (one->is_address && may_grow(view, one))
            for (size_t k = i + 1; k < count && given[k].start < one->end + GROWN; k++) verdicts[k] = ALL_RULES;
        any |= verdicts[i];
    }
    if (count == 1 && given->is_address && may_have_shop(view, given)) any = verdicts[0] = ALL_RULES;
    verdicts[count] = (char)layout_of(view, given, count, fields);
    return any != NO_RULE || verdicts[count] == RULES_OF_PLACE;
}
