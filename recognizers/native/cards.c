/* Bank cards by their first digits, their length and their check; see recognizers/cards.py. */
#include "scan.h"

#include <string.h>

enum { LEAST = 15, MOST = 19 };

static const char *const ISSUERS[] = {
    "62", "810", "811", "812", "813", "814", "815", "816", "817", "4", "51", "52", "53", "54", "55",
    "2221", "2222", "2223", "2224", "2225", "2226", "2227", "2228", "2229", "223", "224", "225", "226", "227",
    "228", "229", "23", "24", "25", "26", "270", "271", "2720", "34", "37", "3528", "3529", "353", "354", "355",
    "356", "357", "358", "36", "38", "6011", "65", "9558", "6013", "603", "690755", "1030",
};

static int is_issued(const char *digits) {
    for (size_t i = 0; i < sizeof ISSUERS / sizeof *ISSUERS; i++)
        if (strncmp(digits, ISSUERS[i], strlen(ISSUERS[i])) == 0) return 1;
    return 0;
}

/* The Luhn sum is a multiple of ten. */
static int is_checked(const char *digits, size_t count) {
    int sum = 0;
    for (size_t i = 0; i < count; i++) {
        int digit = digits[i] - '0';
        if ((count - i) % 2 == 0) digit = digit * 2 - (digit > 4 ? 9 : 0);
        sum += digit;
    }
    return sum % 10 == 0;
}

static int is_sure(const char *digits, size_t count) {
    if (count == LEAST) return digits[0] == '3' && (digits[1] == '4' || digits[1] == '7') && is_checked(digits, count);
    if (count == 17) return 0;
    if (count > 17 && strchr("4689", digits[0]) == NULL) return 0;
    return is_checked(digits, count) && is_issued(digits);
}

int is_sure_card(const Text *text, size_t at) {
    char digits[MOST + 1] = {0};
    for (size_t count = 1;; count++) {
        digits[count - 1] = (char)text->codes[at];
        if (count >= LEAST && !is(text, at + 1, ALNUM) && is_sure(digits, count)) return 1;
        if (count == MOST) return 0;
        size_t next = at + 1;
        while (next <= at + 2 && (code_at(text, next) == ' ' || code_at(text, next) == '-' ||
                                  code_at(text, next) == 0x2014))
            next++;
        if (!is(text, next, DIGITS)) return 0;
        at = next;
    }
}
