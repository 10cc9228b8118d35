/* The masks that most values have. Must never show more of a value than `redactor.masking` does: what is not sure
 * is for Python. */
#include "api.h"

#include "rules.h"

enum { SURNAME = 6 /* bytes of one of two characters */ };

static int is_digit(uint8_t c) { return c >= '0' && c <= '9'; }

static int is_alnum(uint8_t c) { return is_digit(c) || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z'); }

/* Write what is never escaped. */
static int write_plain(const Sheet *sheet, const char *text, size_t size) {
    return append(sheet->room, (const uint8_t *)text, size);
}

static int write_stars(const Sheet *sheet, Py_ssize_t count) {
    Room *room = sheet->room;
    if (count < 0 || (size_t)count > room->most - room->size) return 0;
    memset(room->start + room->size, '*', (size_t)count);
    room->size += (size_t)count;
    return 1;
}

int write_text(const Sheet *sheet, Text text) {
    return escape(sheet->room, text.start, (size_t)(text.end - text.start), sheet->times);
}

/* Whether a name begins with a surname of two characters. */
static int is_compound(const Sheet *sheet, Text name) {
    size_t low = 0, high = sheet->surname_bytes / SURNAME;
    if (name.end - name.start < SURNAME) return 0;
    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = memcmp(name.start, sheet->surnames + middle * SURNAME, SURNAME);
        if (order == 0) return 1;
        if (order < 0) high = middle;
        else low = middle + 1;
    }
    return 0;
}

static int write_person(const Sheet *sheet, Text name) {
    Py_ssize_t kept = name.length >= 3 && is_compound(sheet, name) ? 2 : name.length > 1;
    Py_ssize_t hidden = name.length - kept;
    return write_text(sheet, part_between(name, 0, kept)) && write_stars(sheet, hidden > 0 ? hidden : 1);
}

/* What stands behind so many digits; NULL if they are not there. */
static const uint8_t *behind_digits(const uint8_t *at, const uint8_t *end, int count) {
    if (at == NULL || end - at < count) return NULL;
    for (; count > 0; count--)
        if (!is_digit(*at++)) return NULL;
    return at;
}

/* What stands behind a country code, or behind none; NULL if it is another one. */
static const uint8_t *behind_country(const uint8_t *at, const uint8_t *end) {
    int has_plus = at < end && *at == '+';
    at += has_plus;
    if (end - at < 2 || at[0] != '8' || at[1] != '6') return has_plus ? NULL : at;
    at += 2;
    return at + (at < end && (*at == ' ' || *at == '-'));
}

static const uint8_t *behind_blank(const uint8_t *at, const uint8_t *end) {
    return at == NULL ? NULL : at + (at < end && (*at == ' ' || *at == '-'));
}

/* Whether all that is left is an extension: a sign or two, one digit or up to six. */
static int is_extension(const uint8_t *at, const uint8_t *end) {
    static const char word[] = "转";
    enum { WORD = sizeof word - 1, MOST_DIGITS = 6 };
    if (end - at > WORD && memcmp(at, word, WORD) == 0) at += WORD;
    else {
        int signs = 0;
        while (signs < 2 && at < end && (*at == '-' || *at == ',' || *at == '#')) at++, signs++;
        if (signs == 0) return 0;
    }
    return end - at <= MOST_DIGITS && at < end && behind_digits(at, end, (int)(end - at)) != NULL;
}

/* A mobile number, as `redactor.masking.mobiles.WRITTEN` has it. */
static int write_mobile(const Sheet *sheet, Text value) {
    const uint8_t *first = behind_country(value.start, value.end), *at = behind_digits(first, value.end, 3);
    if (at == NULL || first[0] != '1' || first[1] < '3') return 0;
    at = behind_digits(behind_blank(at, value.end), value.end, 4);
    at = behind_digits(behind_blank(at, value.end), value.end, 4);
    if (at == NULL || (at < value.end && !is_extension(at, value.end))) return 0;
    return append(sheet->room, first, 3) && write_stars(sheet, 6) && append(sheet->room, at - 2, 2) &&
           (at == value.end || write_plain(sheet, "-****", 5));
}

/* A number of a fixed line: an area code of three or four digits, and seven or eight. */
static int write_landline(const Sheet *sheet, Text value) {
    const uint8_t *at = value.start;
    if (value.end - at < 2 || at[0] != '0' || at[1] < '1' || at[1] > '9') return 0;
    Py_ssize_t before = 0, behind = 0;
    while (at < value.end && is_digit(*at)) at++, before++;
    if (at == value.end) return before >= 10 && before <= 12 && write_stars(sheet, before);
    if (*at++ != '-' || before < 3 || before > 4) return 0;
    while (at < value.end && is_digit(*at)) at++, behind++;
    return at == value.end && (behind == 7 || behind == 8) && write_stars(sheet, before + behind);
}

static int write_ends(const Sheet *sheet, Text value, Py_ssize_t head, Py_ssize_t tail) {
    Py_ssize_t hidden = value.length - head - tail;
    if (hidden <= head + tail) return write_stars(sheet, value.length);
    return write_text(sheet, part_between(value, 0, head)) && write_stars(sheet, hidden) &&
           write_text(sheet, part_between(value, value.length - tail, value.length));
}

/* Whether a number could be a figure, as a program prints one. */
static int is_figure(Text value) {
    for (const uint8_t *at = value.start; at < value.end; at++)
        if (*at == '.' || *at == ',') return 1;
    return 0;
}

/* Letters and digits, dots and hyphens between them. */
static int is_domain(const uint8_t *at, const uint8_t *end) {
    if (at == end || end - at > 254 || !is_alnum(*at) || !is_alnum(end[-1])) return 0;
    for (; at < end; at++)
        if (!is_alnum(*at) && *at != '.' && *at != '-') return 0;
    return 1;
}

static int write_email(const Sheet *sheet, Text value) {
    size_t size = (size_t)(value.end - value.start);
    const uint8_t *sign = memchr(value.start, '@', size);
    if (sign == NULL || sign == value.start || !is_domain(sign + 1, value.end)) return write_stars(sheet, 3);
    Text first = part_between(value, 0, 1);
    if (first.end < sign && *first.start != '*' && !write_text(sheet, first)) return 0;
    return write_stars(sheet, 3) && append(sheet->room, sign, (size_t)(value.end - sign));
}

int write_mask(const Sheet *sheet, long rule, Text value) {
    switch (rule) {
    case KEEP: return write_text(sheet, value);
    case PERSON: return write_person(sheet, value);
    case PHONE: return write_mobile(sheet, value) || write_landline(sheet, value);
    case RESIDENT_ID: return !is_figure(value) && write_ends(sheet, value, 2, 0);
    case BANK_CARD: return !is_figure(value) && write_ends(sheet, value, 0, 4);
    case PLATE: return write_ends(sheet, value, 2, 0);
    case EMAIL: return write_email(sheet, value);
    default: return 0;
    }
}

/* The character of three bytes that stands here; 0 if it has another number of them. */
static uint32_t wide_at(const uint8_t *at, const uint8_t *end) {
    if (end - at < 3 || (at[0] & 0xF0) != 0xE0) return 0;
    return (uint32_t)(at[0] & 0xF) << 12 | (uint32_t)(at[1] & 0x3F) << 6 | (at[2] & 0x3F);
}

/* Whether this is a numeral of Chinese. */
static int is_numeral(uint32_t c) {
    switch (c) {
    case u'一': case u'二': case u'三': case u'四': case u'五': case u'六': case u'七': case u'八': case u'九':
    case u'十': case u'百': case u'零': case u'〇': case u'两': return 1;
    default: return 0;
    }
}

/* Whether what stands here counts houses, floors, rooms or groups. */
static int is_counted(const uint8_t *at, const uint8_t *end) {
    switch (wide_at(at, end)) {
    case u'号': case u'栋': case u'幢': case u'座': case u'楼': case u'门': case u'室': case u'户': case u'层':
    case u'组': case u'队': case u'社': case u'弄': case u'巷': case u'期': case u'区': return 1;
    case u'单': return wide_at(at + 3, end) == u'元';
    default: return 0;
    }
}

/* Whether a number in Chinese that counts a household begins here, or within it. */
static int is_household(const uint8_t *at, const uint8_t *end) {
    enum { MOST_NUMERALS = 6 };
    int numerals = 0;
    while (numerals < MOST_NUMERALS && is_numeral(wide_at(at, end))) at += 3, numerals++;
    return numerals > 0 && is_counted(at, end);
}

static int is_wide_digit(uint32_t c) { return c >= u'０' && c <= u'９'; }

/* Whether a numbered road may be named in a text: its number names no household. */
static int names_road(const uint8_t *at, const uint8_t *end) {
    for (; at < end; at++) {
        uint32_t c = wide_at(at, end);
        if (c == u'道' || c == u'速') return 1;
    }
    return 0;
}

int write_head(const Sheet *sheet, Text head, Text tail) {
    const uint8_t *at = head.start;
    for (; at < head.end; at++) {
        if ((*at & 0xC0) == 0x80) continue;
        if (is_alnum(*at) || is_wide_digit(wide_at(at, head.end))) {
            if (names_road(at, head.end)) return 0;
            break;
        }
        if (is_household(at, head.end)) break;
    }
    head.end = at;
    return write_text(sheet, head) && write_text(sheet, tail);
}
