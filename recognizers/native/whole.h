/* What whole.c offers to outright.c: values that stand alone, or end their text.
 *
 * Each says yes to a part of what a recognizer's pattern matches, and to nothing else.
 */
#ifndef REDACTOR_WHOLE_H
#define REDACTOR_WHOLE_H

#include "scan.h"

enum { MAX_CARRIERS = 64, MOST_LETTERS = 8 };

/* A carrier's letters, and how many digits its waybills have. */
typedef struct {
    uint32_t letters[MOST_LETTERS];
    size_t length;
    int least, most;
} Carrier;

typedef struct {
    Carrier row[MAX_CARRIERS];
    size_t count;
} Carriers;

/* What is said of a place: nothing begins there, what does must be looked at, or a value ends here. */
enum { NOTHING = 0, DOUBT = 1 };

/* The end of the fixed-line number that begins here, area code, hyphen and local number. */
size_t fixed_line(const Text *text, size_t at);

/* Whether a whole text is an area code and a local number in one. */
int is_fixed_in_one(const Text *text);

/* The end of a carrier's letters and digits, nothing between them, that no caption gives to an order. */
size_t waybill(const Text *text, size_t at, const Carriers *carriers);

/* Where the mail address begins that ends the text, no other before it; NOWHERE where none does. */
#define NOWHERE SIZE_MAX
size_t mail_address(const Text *text);

/* identity.c: where the only number of a text begins, a resident's whose check holds, behind 身份证. */
size_t sole_identity(const Text *text);

#endif
