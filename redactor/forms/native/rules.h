/* The masks that most values have, as `redactor.masking` says them; every other value is masked there. */
#ifndef REDACTOR_RULES_H
#define REDACTOR_RULES_H

#include "escapes.h"
#include "spans.h"

/* As `redactor.masking.recipes` numbers them. */
enum { KEEP = 0, PERSON = 1, PHONE = 2, RESIDENT_ID = 3, BANK_CARD = 4, PLATE = 5, EMAIL = 6 };

/* Where masks are written: how often they are escaped, and the surnames of two characters, in order. */
typedef struct {
    Room *room;
    int times;
    const uint8_t *surnames;
    size_t surname_bytes;
} Sheet;

/* Write a value as it is. All of these give 0 where there is no room, or where the rule is for Python to apply. */
int write_text(const Sheet *sheet, Text text);

/* Write the mask of a value by the rule of a number. */
int write_mask(const Sheet *sheet, long rule, Text value);

/* Write the head of an address without any household's number, and what stands for the rest. */
int write_head(const Sheet *sheet, Text head, Text tail);

#endif
