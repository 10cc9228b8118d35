/* What cued_door.c offers to the door of what is found outright. */
#ifndef REDACTOR_CUED_DOOR_H
#define REDACTOR_CUED_DOOR_H

#include "cued.h"

/* Take rules and surnames of two characters; -1 with an error. */
int take_cued(Cued *cued, PyObject *rules, PyObject *compounds);

#endif
