/* Memory of what was read of a batch: it lives as long as the rows. */
#ifndef REDACTOR_STORE_H
#define REDACTOR_STORE_H

#include <stddef.h>
#include <stdint.h>

/* Bytes that were handed out, in chunks that stay where they are. */
typedef struct Chunk {
    struct Chunk *before;
    size_t size, room;
    uint8_t bytes[];
} Chunk;

typedef struct {
    Chunk *last;
} Store;

/* A copy of some bytes; NULL with an error. */
const uint8_t *stored(Store *store, const uint8_t *bytes, size_t size);
void drop_store(Store *store);

/* An array with room for so many things more, which may be another than before; NULL with an error, and the one there
 * was stays. */
void *with_room(void *array, size_t *room, size_t count, size_t more, size_t size);

#endif
