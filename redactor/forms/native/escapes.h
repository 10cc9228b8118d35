/* JSON's escapes: taken out of a string that is read, put into what is written. */
#ifndef REDACTOR_ESCAPES_H
#define REDACTOR_ESCAPES_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* Memory that is written from its beginning. */
typedef struct {
    uint8_t *start;
    size_t size, most;
} Room;

/* Write bytes; 0 if there is no room for them. */
static inline int append(Room *room, const uint8_t *bytes, size_t size) {
    if (size > room->most - room->size) return 0;
    memcpy(room->start + room->size, bytes, size);
    room->size += size;
    return 1;
}

/* Write what a string says, given what stands between its quotes. 0 if an escape is none of JSON's, or
 * half of a pair of surrogates, or if there is no room. */
int unescape(Room *room, const uint8_t *text, const uint8_t *end);

/* Write a text as it stands in a string in a string … in a document; 0 if there is no room. */
int escape(Room *room, const uint8_t *text, size_t size, int times);

/* The bytes that this takes. */
size_t escaped_size(const uint8_t *text, size_t size, int times);

#endif
