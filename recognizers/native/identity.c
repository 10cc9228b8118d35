/* A resident's identity number that is certain: no more than identity/resident_id.py says of it. */
#include "whole.h"

enum { LENGTH = 18, REACH = 16, FIRST_YEAR = 1880, LAST_YEAR = 2025 };

/* Two digits of a province, of GB/T 2260, or of a residence permit. */
static int is_area(uint32_t number) {
    static const uint8_t LEAST[] = {0, 11, 21, 31, 41, 50, 61, 71, 81}, MOST[] = {0, 15, 23, 37, 46, 54, 65, 71, 83};
    uint32_t region = number / 10;
    return region >= 1 && region <= 8 && number >= LEAST[region] && number <= MOST[region];
}

static uint32_t number_at(const Text *text, size_t at, size_t count) {
    uint32_t number = 0;
    for (size_t i = at; i < at + count; i++) number = number * 10 + text->codes[i] - '0';
    return number;
}

/* A day of a year that is past. */
static int is_day(uint32_t year, uint32_t month, uint32_t day) {
    static const uint8_t DAYS[] = {0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (year < FIRST_YEAR || year > LAST_YEAR || month < 1 || month > 12 || day < 1) return 0;
    uint32_t leap = month == 2 && year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return day <= DAYS[month] + leap;
}

/* The last character is the check of the others (GB 11643-1999). */
static int is_checked(const Text *text, size_t at) {
    static const uint8_t WEIGHTS[] = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    uint32_t sum = 0, last = text->codes[at + LENGTH - 1];
    for (size_t i = 0; i < LENGTH - 1; i++) sum += WEIGHTS[i] * (text->codes[at + i] - '0');
    return (uint32_t)"10X98765432"[sum % 11] == (last == 'x' ? 'X' : last);
}

/* 身份证 stands in the characters before. */
static int is_captioned(const Text *text, size_t at) {
    for (size_t i = at > REACH ? at - REACH : 0; i + 3 <= at; i++)
        if (text->codes[i] == 0x8EAB && text->codes[i + 1] == 0x4EFD && text->codes[i + 2] == 0x8BC1) return 1;
    return 0;
}

size_t sole_identity(const Text *text) {
    size_t at = 0, end;
    while (at < text->size && !is(text, at, DIGITS)) at++;
    for (end = at; is(text, end, DIGITS);) end++;
    if (end - at == LENGTH - 1 && (code_at(text, end) | 0x20) == 'x') end++;
    if (end - at != LENGTH) return NOWHERE;
    for (size_t i = end; i < text->size; i++)
        if (is(text, i, DIGITS)) return NOWHERE;
    int valid = is_area(number_at(text, at, 2)) && is_checked(text, at) &&
                is_day(number_at(text, at + 6, 4), number_at(text, at + 10, 2), number_at(text, at + 12, 2));
    return valid && is_captioned(text, at) ? at : NOWHERE;
}
