/* Hands out memory of a batch, all of which is given back at once. Must never move bytes that it has stored. */
#include "api.h"

#include "store.h"

#include <string.h>

#ifdef __SANITIZE_ADDRESS__
enum { CHUNK = 1 }; /* so that it is seen who reads out of his own */
#else
enum { CHUNK = 1 << 16 };
#endif

const uint8_t *stored(Store *store, const uint8_t *bytes, size_t size) {
    Chunk *chunk = store->last;
    if (chunk == NULL || size > chunk->room - chunk->size) {
        size_t room = size > CHUNK ? size : CHUNK;
        chunk = PyMem_Malloc(sizeof *chunk + room);
        if (chunk == NULL) return (const uint8_t *)PyErr_NoMemory();
        chunk->before = store->last;
        chunk->size = 0;
        chunk->room = room;
        store->last = chunk;
    }
    uint8_t *at = chunk->bytes + chunk->size;
    memcpy(at, bytes, size);
    chunk->size += size;
    return at;
}

void drop_store(Store *store) {
    while (store->last != NULL) {
        Chunk *before = store->last->before;
        PyMem_Free(store->last);
        store->last = before;
    }
}

void *with_room(void *array, size_t *room, size_t count, size_t more, size_t size) {
    if (array != NULL && more <= *room - count) return array;
    size_t wanted = *room * 2 > count + more ? *room * 2 : count + more;
    void *moved = wanted > SIZE_MAX / size ? NULL : PyMem_Realloc(array, wanted * size);
    if (moved == NULL) return PyErr_NoMemory();
    *room = wanted;
    return moved;
}
