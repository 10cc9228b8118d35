/* A memory of findings in C: what redactor/recall/memory.py says of `Memory`. Must never hold a text or a hint:
 * keys and findings alone. */
#include "api.h"

#include "door.h"

#include <string.h>

/* What findings cost; -1 where they are none. */
static Py_ssize_t bytes_of(const Memory *memory, PyObject *spans) {
    size_t size = memory->entry_bytes;
    for (Py_ssize_t i = 0; i < PyTuple_Size(spans); i++) {
        PyObject *span = PyTuple_GetItem(spans, i);
        PyObject *parts = PyTuple_Check(span) && PyTuple_Size(span) > PARTS ? PyTuple_GetItem(span, PARTS) : NULL;
        if (parts == NULL) return refuse("a span");
        Py_ssize_t count = PyObject_Size(parts); /* a recognizer of another's may give a list */
        if (count < 0) return -1;
        size += memory->span_bytes + (size_t)count * memory->part_bytes;
    }
    return (Py_ssize_t)size;
}

int remember(Memory *memory, Key key, PyObject *spans) {
    Py_ssize_t size = bytes_of(memory, spans);
    if (size < 0) return -1;
    if (memory->young.used >= memory->most_entries || memory->young_bytes >= memory->most_bytes) {
        Table forgotten = memory->old;
        memory->old = memory->young;
        memory->young = (Table){NULL, 0, 0};
        memory->young_bytes = 0;
        forget(&forgotten);
    }
    int done = keep(&memory->young, key, spans);
    if (done > 0) memory->young_bytes += (size_t)size;
    return done < 0 ? -1 : 0;
}

static PyObject *memory_new(PyTypeObject *type, PyObject *args, PyObject *named) {
    (void)named;
    const char *secret;
    Py_ssize_t size, entries, bytes, text, entry, span, part;
    if (!PyArg_ParseTuple(args, "y#nnn(nnn)", &secret, &size, &entries, &bytes, &text, &entry, &span, &part))
        return NULL;
    if (size != SECRET || entries < 0 || bytes < 0 || text < 0 || entry < 0 || span < 0 || part < 0)
        return refuse("a secret of 16 bytes, and bounds"), NULL;
    allocfunc alloc = (allocfunc)PyType_GetSlot(type, Py_tp_alloc);
    Memory *memory = (Memory *)alloc(type, 0);
    if (memory == NULL) return NULL;
    memcpy(memory->secret, secret, sizeof memory->secret);
    memory->most_entries = (size_t)entries / 2;
    memory->most_bytes = (size_t)bytes / 2;
    memory->most_text = (size_t)text;
    memory->entry_bytes = (size_t)entry;
    memory->span_bytes = (size_t)span;
    memory->part_bytes = (size_t)part;
    return (PyObject *)memory;
}

static int memory_clear(PyObject *self) {
    forget(&((Memory *)self)->young);
    forget(&((Memory *)self)->old);
    return 0;
}

static int visit_table(const Table *table, visitproc visit, void *arg) {
    for (size_t i = 0; i < table->room; i++) Py_VISIT(table->slots[i].spans);
    return 0;
}

static int memory_traverse(PyObject *self, visitproc visit, void *arg) {
    Py_VISIT(Py_TYPE(self));
    int done = visit_table(&((Memory *)self)->young, visit, arg);
    return done ? done : visit_table(&((Memory *)self)->old, visit, arg);
}

static void memory_dealloc(PyObject *self) {
    PyTypeObject *type = Py_TYPE(self);
    PyObject_GC_UnTrack(self);
    memory_clear(self);
    ((freefunc)PyType_GetSlot(type, Py_tp_free))(self);
    Py_DecRef((PyObject *)type);
}

static Py_ssize_t memory_length(PyObject *self) {
    return (Py_ssize_t)(((Memory *)self)->young.used + ((Memory *)self)->old.used);
}

static PyMethodDef methods[] = {
    {"ask", (PyCFunction)ask, METH_VARARGS,
     "ask(texts, hints, meanings, find, worth, asked, known) -> (what was found in each, how many of them differ)"},
    {NULL, NULL, 0, NULL},
};

static PyType_Slot slots[] = {
    {Py_tp_new, memory_new},         {Py_tp_dealloc, memory_dealloc}, {Py_tp_traverse, memory_traverse},
    {Py_tp_clear, memory_clear},     {Py_tp_methods, methods},        {Py_sq_length, memory_length},
    {Py_tp_doc, "What was found in values that come again, by keyed digests of them."},
    {0, NULL},
};

static PyType_Spec spec = {
    "redactor.recall.native._recall.Memory", sizeof(Memory), 0, Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC, slots,
};

PyObject *memory_type(void) { return PyType_FromSpec(&spec); }
