/* Columns to feature ids, ids to the scores of labels.
 *
 * The same as the hashes of features.py and the sums of weights.py.
 */
#include "kernel.h"

#include <string.h>

enum { LANES = STRIP / 2 };

typedef uint8_t Bytes __attribute__((vector_size(16)));
typedef uint64_t Pair __attribute__((vector_size(16)));
typedef uint16_t Sums __attribute__((vector_size(2 * LABELS)));
typedef uint32_t Lanes __attribute__((vector_size(4 * LANES)));
typedef int32_t Scores __attribute__((vector_size(4 * LABELS)));

#define MIXED 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23
#ifdef __clang__
#define INTERLEAVED(one, other) __builtin_shufflevector(one, other, MIXED)
#else
#define INTERLEAVED(one, other) __builtin_shuffle(one, other, (Bytes){MIXED})
#endif

/* A row as eight numbers of sixteen bits: one instruction where there are vectors. */
INLINE Sums widened(uint64_t row) {
    const Bytes bytes = (Bytes)(Pair){row, 0}, zeros = {0};
    return (Sums)INTERLEAVED(bytes, zeros);
}

static inline void fetch(const Model *model, const uint32_t *ids) {
    for (size_t i = 0; i < LANES; i++) __builtin_prefetch(model->rows + ids[i]);
}

/* Feature ids of the STRIP characters from `at` on, for each template; their rows are on their way. Behind the `count`
 * characters of the text all ids are 0: that row is always near. */
INLINE void hash_strip(const Model *model, const Work *work, size_t at, size_t count, uint32_t *ids) {
    const Lanes places = {0, 1, 2, 3, 4, 5, 6, 7};
    const Lanes used = (Lanes)(places < (uint32_t)count), more = (Lanes)(places + LANES < (uint32_t)count);
    uint32_t scaled[MAX_SCALED][STRIP + 2 * PAD], shift = 32 - model->bits;
    for (int32_t s = 0; s < model->scales; s++) {
        const uint32_t *column = work->columns[model->scaled[s].column] + at - PAD;
        uint32_t factor = model->scaled[s].factor;
        for (size_t i = 0; i < STRIP + 2 * PAD; i++) scaled[s][i] = column[i] * factor;
    }
    const Term *term = model->terms;
    for (int32_t t = 0; t < model->templates; t++, ids += STRIP) {
        Lanes first = (Lanes){0} + (uint32_t)(t + 1) * 0x2545F491u, second = first, one, other;
        for (const Term *end = model->terms + model->ends_at[t]; term < end; term++) {
            const uint32_t *added = scaled[term->scaled] + PAD + term->offset;
            memcpy(&one, added, sizeof one);
            memcpy(&other, added + LANES, sizeof other);
            first += one;
            second += other;
        }
        first = ((first ^ first >> 15) * 0x2C1B3C6Du) >> shift & used;
        second = ((second ^ second >> 15) * 0x2C1B3C6Du) >> shift & more;
        memcpy(ids, &first, sizeof first);
        memcpy(ids + LANES, &second, sizeof second);
        fetch(model, ids);
        if (count > LANES) fetch(model, ids + LANES);
    }
}

/* Scores of the LANES characters whose ids are given, as far as there are so many: no row waits for another. */
INLINE void add_rows(const Model *model, const uint32_t *ids, size_t count, int32_t (*scores)[LABELS]) {
    Sums sums[LANES] = {{0}};
    for (int32_t t = 0; t < model->templates; t++, ids += STRIP)
        for (size_t i = 0; i < LANES; i++) sums[i] += widened(model->rows[ids[i]]);
    for (size_t i = 0; i < count && i < LANES; i++) {
        Scores wide = __builtin_convertvector(sums[i], Scores) - model->bias;
        memcpy(scores[i], &wide, sizeof wide);
    }
}

static inline size_t in_strip(size_t left) { return left < STRIP ? left : STRIP; }

/* Scores of a window's characters, the first of them at `at`. While a strip is added up, the rows of the next come. */
HOT void score_window(const Model *model, const Work *work, size_t at, size_t count,
                      int32_t (*scores)[LABELS]) {
    uint32_t ids[2][MAX_TEMPLATES * STRIP];
    hash_strip(model, work, at, in_strip(count), ids[0]);
    for (size_t i = 0, turn = 0; i < count; i += STRIP, turn ^= 1) {
        size_t left = count - i;
        if (left > STRIP) hash_strip(model, work, at + i + STRIP, in_strip(left - STRIP), ids[turn ^ 1]);
        add_rows(model, ids[turn], left, scores + i);
        if (left > LANES) add_rows(model, ids[turn] + LANES, left - LANES, scores + i + LANES);
    }
}
