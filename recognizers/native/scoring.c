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

#define MIXED 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23
#ifdef __clang__
#define INTERLEAVED(one, other) __builtin_shufflevector(one, other, MIXED)
#else
#define INTERLEAVED(one, other) __builtin_shuffle(one, other, (Bytes){MIXED})
#endif

/* A row as eight numbers of sixteen bits: one instruction where there are vectors. */
static inline Sums widened(uint64_t row) {
    const Bytes bytes = (Bytes)(Pair){row, 0}, zeros = {0};
    return (Sums)INTERLEAVED(bytes, zeros);
}

/* Feature ids of the STRIP characters from `at` on, for each template; their rows are on their way. */
static inline void hash_strip(const Model *model, const Work *work, size_t at, size_t count, uint32_t *ids) {
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
        first = ((first ^ first >> 15) * 0x2C1B3C6Du) >> shift;
        second = ((second ^ second >> 15) * 0x2C1B3C6Du) >> shift;
        memcpy(ids, &first, sizeof first);
        memcpy(ids + LANES, &second, sizeof second);
        for (size_t i = 0; i < count; i++) __builtin_prefetch(model->rows + ids[i]);
    }
}

/* Scores of a window's characters, the first of them at `at`. */
HOT void score_window(const Model *model, const Work *work, size_t at, size_t count,
                      int32_t (*scores)[LABELS]) {
    uint32_t ids[MAX_TEMPLATES * STRIP];
    for (size_t i = 0; i < count; i++) {
        if (i % STRIP == 0) hash_strip(model, work, at + i, count - i < STRIP ? count - i : STRIP, ids);
        Sums sums = {0};
        const uint32_t *id = ids + i % STRIP;
        for (int32_t t = 0; t < model->templates; t++, id += STRIP) sums += widened(model->rows[*id]);
        for (int l = 0; l < LABELS; l++) scores[i][l] = (int32_t)sums[l] - model->bias;
    }
}
