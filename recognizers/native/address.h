/* What the parts of an address are found by: recognizers/address/{regions,parts}.py in C.
 *
 * Words, classes and regions come from there; here is only the order in which they are tried, which
 * is that of the patterns, and contract tests hold both to one answer. Must never read beyond an address.
 */
#ifndef REDACTOR_ADDRESS_H
#define REDACTOR_ADDRESS_H

#include <stddef.h>
#include <stdint.h>

enum { ENDING_LENGTH = 6, AHEAD_LENGTH = 64, MAX_ENDINGS = 256, MAX_SUFFIXES = 16, HEADS = 8192 };

/* Classes of characters, in the order of `recognizers.address.grammar`. */
enum Class {
    FIRST = 1u << 0,       /* what a town's, a village's or a road's name begins with */
    BARE = 1u << 1,        /* what it goes on with */
    HEAD = 1u << 2,        /* what a counted part begins with */
    NUMERAL = 1u << 3,     /* Chinese numerals */
    STEM = 1u << 4,        /* what counts houses by itself: 甲, 东 */
    LAST = 1u << 5,        /* one of these is in every ending of a name */
    GAP = 1u << 6,         /* signs that no part has at its edges */
    REGION_GAP = 1u << 7,  /* signs between regions */
    NO_WAY = 1u << 8,      /* before 道 these make no road */
    SECTION = 1u << 9,     /* before 段 */
    SIDE = 1u << 10,       /* points of the compass */
    ORDER = 1u << 11,      /* numerals of a road named after a city */
};

/* Groups of endings, in the order of `recognizers.address.grammar`. The first seven are counted. */
enum Group {
    BUILDING, UNIT, FLOOR, ROOM, LANE, HOUSE, TEAM, TOWN, VILLAGE, ROAD, WAY, LINE,
    BELOW, NAMESAKE, NO_COUNTY, SUFFIX, GROUPS = SUFFIX + MAX_SUFFIXES
};

/* What a piece is before its level is known; the first ten are groups. */
enum Kind { DASHES = ROAD + 1, NUMBER, NOTHING };

/* The levels, as `recognizers.finding.Level` orders them. */
enum Level {
    L_PROVINCE, L_CITY, L_COUNTY, L_TOWN, L_ROAD, L_NUMBER, L_POI, L_BUILDING, L_UNIT, L_FLOOR, L_ROOM,
    LEVELS, NO_LEVEL
};

enum Condition { ALWAYS, BEFORE, NOT_BEFORE };

/* A word, and what must or must not stand behind it. */
typedef struct {
    uint16_t characters[ENDING_LENGTH], ahead[AHEAD_LENGTH];
    uint8_t length, among, condition;
} Ending;

/* How many characters stand before a region's ending, and what it says. */
typedef struct {
    uint8_t level, least, most;
} Suffix;

typedef struct {
    uint32_t start; /* of its characters among all */
    uint8_t length, level;
} Name;

/* Names that begin with the same two characters; the longest first. */
typedef struct {
    uint32_t key, first, count;
} Head;

typedef struct {
    const uint16_t *classes; /* [65536] */
    Ending endings[MAX_ENDINGS];
    uint16_t group_ends[GROUPS]; /* endings of a group end here */
    Suffix suffixes[MAX_SUFFIXES];
    int suffix_count;
    Head heads[HEADS]; /* by hash; a count of zero is an empty place */
    Name *names;
    uint16_t *characters;
} Grammar;

/* An address; behind its end nothing is ever looked at. */
typedef struct {
    const Grammar *grammar;
    const uint32_t *codes;
    size_t length;
} Address;

typedef struct {
    size_t start, end;
    uint8_t level;
} Piece;

static inline uint32_t sign_at(const Address *address, size_t at) {
    return at < address->length ? address->codes[at] : 0;
}

static inline int in_class(const Address *address, size_t at, unsigned classes) {
    return at < address->length && (address->grammar->classes[address->codes[at]] & classes) != 0;
}

static inline int is_number(const Address *address, size_t at) { return sign_at(address, at) - '0' < 10u; }

static inline int is_latin(const Address *address, size_t at) {
    return (sign_at(address, at) | 0x20) - 'a' < 26u && sign_at(address, at) < 128;
}

/* One of a group's endings at a place: where it ends, or 0. */
size_t ending_at(const Address *address, int group, size_t at);

Head *place_of_head(Grammar *grammar, uint32_t key);

/* Parts into `pieces`, of which there must be as many as characters; all codes below 65536. */
size_t take_region(const Address *address, Piece *pieces);
size_t take_apart(const Address *address, Piece *pieces);

#endif
