/* The parts of an address behind its region, as parts.py finds them. */
#include "address.h"

enum { ROW = 4 /* numbers that follow one another: 3-2-1201 */ };

size_t ending_at(const Address *address, int group, size_t at) {
    const Grammar *grammar = address->grammar;
    const Ending *ending = grammar->endings + (group ? grammar->group_ends[group - 1] : 0);
    for (const Ending *end = grammar->endings + grammar->group_ends[group]; ending < end; ending++) {
        size_t n = 0, behind = at + ending->length, among = 0;
        while (n < ending->length && sign_at(address, at + n) == ending->characters[n]) n++;
        if (n < ending->length || behind > address->length) continue;
        if (ending->condition == ALWAYS) return behind;
        for (size_t i = 0; i < ending->among && behind < address->length; i++)
            among |= address->codes[behind] == ending->ahead[i];
        if (among == (ending->condition == BEFORE)) return behind;
    }
    return 0;
}

static size_t digits_at(const Address *address, size_t at, size_t most) {
    size_t count = 0;
    while (count < most && is_number(address, at + count)) count++;
    return count;
}

/* A counted part's ending; 号 may have more behind it: 号附2号, 号之一. */
static size_t counted_ending(const Address *address, int group, size_t at) {
    size_t end = ending_at(address, group, at);
    if (!end || group != HOUSE) return end;
    uint32_t more = sign_at(address, end);
    if (more == u'附') {
        size_t digits = digits_at(address, end + 1, 4);
        if (digits) end += 1 + digits + (sign_at(address, end + 1 + digits) == u'号');
    } else if (more == u'之') {
        size_t digits = digits_at(address, end + 1, 3);
        if (digits) end += 1 + digits;
    }
    return end;
}

/* An ending behind up to `left` more numbers of a row: 3|-2|-1201. */
static size_t behind_row(const Address *address, int group, size_t at, int left) {
    uint32_t sign = sign_at(address, at);
    if (left && (sign == '-' || sign == '~' || sign == '/')) {
        size_t first = at + 1 + (size_t)is_latin(address, at + 1);
        for (size_t digits = digits_at(address, first, 5); digits > 0; digits--) {
            size_t last = first + digits, end = 0;
            if (is_latin(address, last)) end = behind_row(address, group, last + 1, left - 1);
            if (!end) end = behind_row(address, group, last, left - 1);
            if (end) return end;
        }
    }
    return counted_ending(address, group, at);
}

/* An ending behind a number, in all ways that a number is written: where it ends, or 0. */
static size_t counted(const Address *address, int group, size_t at) {
    size_t first = at + (size_t)is_latin(address, at), end = 0;
    for (size_t digits = digits_at(address, first, 6); digits > 0; digits--) {
        size_t last = first + digits;
        if (is_latin(address, last)) end = behind_row(address, group, last + 1, ROW);
        if (!end) end = behind_row(address, group, last, ROW);
        if (end) return end;
    }
    size_t length = 0;
    while (length < 4 && in_class(address, at + length, NUMERAL)) length++;
    for (; length > 0; length--)
        if ((end = counted_ending(address, group, at + length))) return end;
    if (in_class(address, at, STEM))
        for (size_t digits = digits_at(address, at + 1, 4) + 1; digits-- > 0;)
            if ((end = counted_ending(address, group, at + 1 + digits))) return end;
    for (length = is_latin(address, at) ? 1 + (size_t)is_latin(address, at + 1) : 0; length > 0; length--)
        for (size_t digits = digits_at(address, at + length, 3) + 1; digits-- > 0;)
            if ((end = counted_ending(address, group, at + length + digits))) return end;
    return 0;
}

/* A team of a village: 三组. */
static size_t team(const Address *address, size_t at) {
    size_t length = 0, end = 0;
    while (length < 4 && (in_class(address, at + length, NUMERAL) || is_number(address, at + length))) length++;
    for (; length > 0 && !end; length--) end = ending_at(address, TEAM, at + length);
    return end;
}

static size_t counted_part(const Address *address, size_t at, int *kind) {
    if (!in_class(address, at, HEAD)) return 0;
    for (*kind = BUILDING; *kind <= HOUSE; ++*kind) {
        size_t below = *kind == FLOOR ? ending_at(address, BELOW, at) : 0;
        size_t end = below ? counted(address, *kind, below) : 0;
        if (!end) end = counted(address, *kind, at);
        if (end) return end;
    }
    *kind = TEAM;
    return team(address, at);
}

/* The ending of a road, with what tells its stretches apart: 路|东段. */
static size_t road_ending(const Address *address, size_t at) {
    size_t end = ending_at(address, ROAD, at);
    if (!end && at < address->length && !in_class(address, at, NO_WAY)) end = ending_at(address, WAY, at + 1);
    if (!end) end = ending_at(address, LINE, at);
    if (!end) return 0;
    if (in_class(address, end, SECTION) && sign_at(address, end + 1) == u'段') return end + 2;
    if (sign_at(address, end) == u'段') return end + 1;
    return end + (in_class(address, end, SIDE) && is_number(address, end + 1));
}

/* A name of up to `most` characters behind its first, as short as can be. */
static size_t named(const Address *address, int group, size_t at, size_t most) {
    for (size_t n = 1;; n++) {
        size_t end = group == ROAD ? road_ending(address, at + n) : ending_at(address, group, at + n);
        if (end || n > most || !in_class(address, at + n, BARE)) return end;
    }
}

static int is_of_name(const Address *address, size_t at) {
    uint32_t code = sign_at(address, at);
    return (code >= 0x3400 && code <= 0x9FFF) || code == 0xB7;
}

static size_t named_part(const Address *address, size_t at, int *kind) {
    size_t end = 0;
    if (!in_class(address, at, FIRST)) return 0;
    *kind = TOWN;
    if ((end = named(address, TOWN, at, 7))) return end;
    *kind = VILLAGE;
    if ((end = named(address, VILLAGE, at, 5))) return end;
    *kind = ROAD;
    if (is_of_name(address, at + 1) && (end = road_ending(address, at + 2))) return end;
    return named(address, ROAD, at, 7);
}

static size_t bare_number(const Address *address, size_t at, size_t most) {
    size_t first = at + (size_t)is_latin(address, at), digits = digits_at(address, first, most);
    if (!digits) return 0;
    return first + digits + (size_t)is_latin(address, first + digits);
}

static int is_dash(uint32_t code) { return code == '-' || code == 0xFF0D || code == 0x2014; }

/* A number without an ending, or several with dashes between. */
static size_t number_part(const Address *address, size_t at, int *kind) {
    size_t end = bare_number(address, at, 5), row = 0;
    while (end && row < ROW - 1 && is_dash(sign_at(address, end))) {
        size_t next = bare_number(address, end + 1, 5);
        if (!next) break;
        end = next;
        row++;
    }
    *kind = DASHES;
    if (row) return end;
    *kind = NUMBER;
    end = bare_number(address, at, 6);
    return end && (is_number(address, end) || is_latin(address, end)) ? 0 : end;
}

/* Digits alone and an ending right behind them: most numbers, and read in one way only. */
static size_t plain_part(const Address *address, size_t at, int *kind) {
    size_t digits = digits_at(address, at, 7), behind = at + digits;
    if (digits < 1 || digits > 6 || is_latin(address, behind)) return 0;
    for (*kind = BUILDING; *kind <= HOUSE; ++*kind) {
        size_t end = counted_ending(address, *kind, behind);
        if (end) return end;
    }
    return 0;
}

/* The next part from `at` on, where it begins and ends; NOTHING at the address's end. */
static Piece next_part(const Address *address, size_t at, size_t last_name, int *kind) {
    size_t end = plain_part(address, at, kind);
    int names = at < last_name;
    for (; !end && at < address->length; at += !end) {
        end = counted_part(address, at, kind);
        if (!end && names) end = named_part(address, at, kind);
        if (!end) end = number_part(address, at, kind);
    }
    if (!end) *kind = NOTHING;
    return (Piece){at, end ? end : address->length, NO_LEVEL};
}

/* A house number follows a road, a building an estate, and a room whatever is finer. */
static uint8_t level_of(int kind, uint8_t last) {
    static const uint8_t LEVEL[] = {L_BUILDING, L_UNIT, L_FLOOR, L_ROOM, L_ROAD, NO_LEVEL, L_TOWN, L_TOWN, L_TOWN, L_ROAD};
    if (kind <= ROAD && LEVEL[kind] != NO_LEVEL) return LEVEL[kind];
    if (last == L_ROAD) return L_NUMBER;
    if ((last >= L_BUILDING && last <= L_ROOM) || (kind == NUMBER && last != NO_LEVEL)) return L_ROOM;
    return last == L_POI || last == L_NUMBER ? L_BUILDING : L_NUMBER;
}

/* 3-2-1201: building, unit, room; the dashes belong to no part. */
static size_t take_dashed(const Address *address, size_t start, size_t end, Piece *pieces) {
    static const uint8_t LEVEL[3][ROW] = {
        {L_BUILDING, L_ROOM}, {L_BUILDING, L_UNIT, L_ROOM}, {L_BUILDING, L_UNIT, L_FLOOR, L_ROOM}};
    size_t count = 0;
    for (size_t at = start; at < end; at++) {
        if (is_dash(address->codes[at])) continue;
        if (at == start || is_dash(address->codes[at - 1])) pieces[count++].start = at;
        pieces[count - 1].end = at + 1;
    }
    for (size_t i = 0; i < count; i++) pieces[i].level = LEVEL[count - 2][i];
    return count;
}

/* What stands between two parts, without signs at its edges. */
static size_t take_between(const Address *address, size_t start, size_t end, Piece *pieces) {
    while (start < end && in_class(address, start, GAP)) start++;
    while (end > start && in_class(address, end - 1, GAP)) end--;
    *pieces = (Piece){start, end, L_POI};
    return start < end;
}

size_t take_apart(const Address *address, Piece *pieces) {
    size_t count = take_region(address, pieces), at = count ? pieces[count - 1].end : 0, last_name = address->length;
    uint8_t last = NO_LEVEL;
    while (last_name > at && !in_class(address, last_name - 1, LAST)) last_name--;
    while (at < address->length) {
        int kind = NOTHING;
        size_t before = count;
        Piece part = next_part(address, at, last_name, &kind);
        size_t start = kind == NOTHING ? address->length : part.start;
        count += take_between(address, at, start, pieces + count);
        if (count > before) last = L_POI;
        if (kind == DASHES && last != L_ROAD)
            count += take_dashed(address, part.start, part.end, pieces + count);
        else if (kind != NOTHING)
            pieces[count++] = (Piece){part.start, part.end, level_of(kind, last)};
        if (count > before) last = pieces[count - 1].level;
        at = part.end;
    }
    return count;
}
