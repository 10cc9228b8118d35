/* What cued.c offers to the door of what is found outright: names behind words that say whose follows.
 *
 * A rule is a pattern of names/cued.py, taken apart as names/cue_rules.py lists it.
 */
#ifndef REDACTOR_CUED_H
#define REDACTOR_CUED_H

#include "scan.h"

enum { MAX_RULES = 16, MAX_CUES = 16, MAX_BEHIND = 32, PHRASE_LENGTH = 4, MAX_COMPOUNDS = 256 };

/* What a character may be of a name, or of what stands before one, as names/cue_rules.py lists it. */
enum {
    NAME_BEGINS = 1,   /* a surname of one character */
    NAME_GOES_ON = 2,  /* of a given name: Han, but for some of prose */
    NAME_COMMON = 4,   /* a common surname */
    NAME_LIKELY = 8,   /* of many given names, and of no word of places or prose */
    NAME_COMPOUND = 16, /* begins a surname of two */
    NAME_CUED = 32,    /* begins a cue */
    NAME_ANOTHER = 64, /* before a guarded cue: both are another word */
    NAME_DOUBTED = 128, /* begins a word that stands in fields for names and names nobody */
};

/* Forms of a name: a surname and any one or two; one that is likely, of at least three; of two. */
enum { FORM_ANY = 1, FORM_SURE = 2, FORM_SHORT = 4 };

typedef struct {
    uint32_t codes[PHRASE_LENGTH];
    size_t length;
    int guarded; /* no cue behind certain characters */
} Phrase;

typedef struct {
    Phrase cues[MAX_CUES], behind[MAX_BEHIND];
    size_t cue_count, behind_count;
    int shape;  /* what a text has in which the rule can match */
    int linked; /* a colon, a word for `is` and two blanks may stand behind the cue */
    int ends;   /* the name may end where no Han follows; else one of `behind` must */
    int forms;
} CueRule;

typedef struct {
    const uint8_t *names; /* [65536] */
    uint32_t compounds[MAX_COMPOUNDS][2];
    size_t compound_count;
    CueRule rules[MAX_RULES];
    size_t rule_count;
} Cued;

/* The next name behind a cue of a rule, from a place on: where it ends, and begins; 0 where there is none. */
size_t next_cued(const Cued *cued, const CueRule *rule, const Text *text, size_t from, size_t *start);

/* Whether all of a text may be a word that names nobody, 月结 or 平台: it has to be looked up. */
int may_name_nobody(const Cued *cued, const Text *text);

/* Whether all of a text, two to four Han characters, is a surname and a given name. */
int is_whole_name(const Cued *cued, const Text *text);

#endif
