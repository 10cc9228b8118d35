/* The two sums and the update that training spends its time on, in numpy's own order of float32
 * and float64 operations: compiled without contraction they give the same bits. */

#include <math.h>
#include <stdint.h>
#include <string.h>

#define LABELS 8

/* emissions[n][LABELS] = sum over templates of rows[places[t][n]], in the order of templates. */
void gather(const float *rows, const int32_t *places, int64_t templates, int64_t n,
            float *emissions)
{
    for (int64_t c = 0; c < n; c++) {
        float sum[LABELS] = {0};
        for (int64_t t = 0; t < templates; t++) {
            const float *row = rows + (int64_t)places[t * n + c] * LABELS;
            for (int l = 0; l < LABELS; l++)
                sum[l] += row[l];
        }
        memcpy(emissions + c * LABELS, sum, sizeof sum);
    }
}

/* sums[places[t][n]] += gradient[n], in double as numpy's bincount, which begins with zeros. */
void scatter(const float *gradient, const int32_t *places, int64_t templates, int64_t n,
             double *sums)
{
    for (int64_t t = 0; t < templates; t++)
        for (int64_t c = 0; c < n; c++) {
            double *sum = sums + (int64_t)places[t * n + c] * LABELS;
            for (int l = 0; l < LABELS; l++)
                sum[l] += (double)gradient[c * LABELS + l];
        }
}

/* AdaGrad with a soft threshold on the rows that a batch's features name. */
void update(float *weights, float *squares, const uint32_t *features, int64_t count,
            const double *sums, float rate, float sparsity)
{
    for (int64_t f = 0; f < count; f++) {
        float *weight = weights + (int64_t)features[f] * LABELS;
        float *square = squares + (int64_t)features[f] * LABELS;
        for (int l = 0; l < LABELS; l++) {
            float gradient = (float)sums[f * LABELS + l];
            square[l] = square[l] + gradient * gradient;
            float pace = rate / sqrtf(square[l]);
            float moved = weight[l] - pace * gradient;
            float left = fabsf(moved) - pace * sparsity;
            float sign = (float)((moved > 0) - (moved < 0));
            weight[l] = sign * (left > 0 ? left : 0);
        }
    }
}
