/* Finds many names in one pass: where four bytes stand with which one begins, by the hashes of what stands there. Must
 * never pass over a name that was taken, nor take another text for it. */
#include "api.h"

#include "mixing.h"
#include "sought.h"

#include <string.h>

/* FNV-1a, byte by byte: a name is a beginning of another. Names that fall together are compared, 200 at most. */
static const uint64_t START = 0xCBF29CE484222325, TIMES = 0x100000001B3;

static inline uint64_t with_byte(uint64_t hash, uint8_t byte) { return (hash ^ byte) * TIMES; }

static inline size_t slot_at(uint64_t hash) { return (size_t)(hash >> 40 ^ hash >> 20) % SOUGHT_SLOTS; }

/* The number of four bytes among those with which names begin. */
static inline uint32_t head_at(const uint8_t *at) {
    uint32_t word;
    memcpy(&word, at, sizeof word);
    return word * SHORT_GOLDEN >> 20;
}

static int is_name(const Sought *sought, int name, const uint8_t *at, size_t size) {
    return sought->name[name].size == size && memcmp(sought->name[name].text, at, size) == 0;
}

/* The number of a name by its hash; -1, and its slot, where it is none. */
static int known_at(const Sought *sought, uint64_t hash, const uint8_t *at, size_t size, size_t *slot) {
    for (*slot = slot_at(hash); sought->slot[*slot] != 0; *slot = (*slot + 1) % SOUGHT_SLOTS)
        if (is_name(sought, sought->slot[*slot] - 1, at, size)) return sought->slot[*slot] - 1;
    return -1;
}

static uint64_t hash_of_name(Part name) {
    uint64_t hash = START;
    for (size_t i = 0; i < name.size; i++) hash = with_byte(hash, name.text[i]);
    return hash;
}

/* Put a name that is none yet where it is found by its hash. */
static void index_name(Sought *sought, int number) {
    Part name = sought->name[number];
    uint32_t head = head_at(name.text);
    size_t slot;
    known_at(sought, hash_of_name(name), name.text, name.size, &slot);
    sought->slot[slot] = (uint16_t)(number + 1);
    sought->sizes |= 1U << name.size;
    sought->heads[head / WORD_BITS] |= (uint64_t)1 << head % WORD_BITS;
}

void begin_sought(Sought *sought) { sought->count = sought->is_indexed = 0; }

void index_sought(Sought *sought) {
    if (sought->is_indexed) return;
    sought->is_indexed = 1;
    sought->sizes = 0;
    memset(sought->slot, 0, sizeof sought->slot);
    memset(sought->heads, 0, sizeof sought->heads);
    for (int i = 0; i < sought->count; i++) index_name(sought, i);
}

/* The number of a name; -1 if it is none. */
static int number_of(const Sought *sought, Part name) {
    size_t slot;
    if (sought->is_indexed) return known_at(sought, hash_of_name(name), name.text, name.size, &slot);
    for (int i = 0; i < sought->count; i++)
        if (is_name(sought, i, name.text, name.size)) return i;
    return -1;
}

void seek(Sought *sought, Part name) {
    if (name.size < LEAST_BYTES || name.size > MOST_BYTES) return;
    int number = number_of(sought, name);
    if (number < 0) {
        if (sought->count == MOST_SOUGHT) return;
        number = sought->count++;
        sought->name[number] = name;
        sought->found[number] = 0;
        if (sought->is_indexed) index_name(sought, number);
        else if (sought->count > FEW_SOUGHT) index_sought(sought);
    }
    sought->found[number]++;
}

/* Where the first character stands that is no ASCII, or near enough to the end. */
static const uint8_t *behind_ascii(const uint8_t *at, const uint8_t *end) {
    uint64_t word;
    for (; end - at >= (ptrdiff_t)sizeof word; at += sizeof word) {
        memcpy(&word, at, sizeof word);
        if ((word & 0x8080808080808080) != 0) break;
    }
    while (at < end && *at < 0x80) at++;
    return at;
}

const uint8_t *next_head(const Sought *sought, const uint8_t *at, const uint8_t *end) {
    while (end - at >= LEAST_BYTES) {
        if (*at < 0x80) {
            at = behind_ascii(at, end);
            continue;
        }
        uint32_t head = head_at(at);
        if ((sought->heads[head / WORD_BITS] >> head % WORD_BITS & 1) != 0 && (*at & 0xC0) != 0x80) return at;
        at++;
    }
    return NULL;
}

int names_at(const Sought *sought, const uint8_t *at, const uint8_t *end, int hits[MOST_HITS]) {
    size_t most = (size_t)(end - at) < MOST_BYTES ? (size_t)(end - at) : MOST_BYTES, slot;
    uint64_t hash = START;
    int count = 0;
    for (size_t size = 1; size <= most && count < MOST_HITS; size++) {
        hash = with_byte(hash, at[size - 1]);
        if ((sought->sizes >> size & 1) == 0) continue;
        int name = known_at(sought, hash, at, size, &slot);
        if (name >= 0) hits[count++] = name;
    }
    return count;
}
