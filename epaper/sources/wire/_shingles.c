/* The signature of a text (see alike.py, which says the same with numpy): the least of each of many
 * hashes over all runs of a few words.
 *
 * Only the limited API of Python 3.11 is used: one compiled file serves all later versions.
 */
#define PY_SSIZE_T_CLEAN
#include <Python.h>

#include <stdint.h>
#include <string.h>

#define VERSION 1 /* raised with every change of what is taken or given; shingles.py compares */
#define MOST_IN_A_RUN 8

static uint32_t crcs[256]; /* CRC-32 as zlib has it, polynomial 0xEDB88320 */

static void make_crcs(void)
{
    for (uint32_t at = 0; at < 256; at++) {
        uint32_t rest = at;
        for (int bit = 0; bit < 8; bit++)
            rest = rest & 1 ? rest >> 1 ^ 0xEDB88320u : rest >> 1;
        crcs[at] = rest;
    }
}

/* The numbers of the words, which line feeds part, into `numbers`; how many there are. */
static Py_ssize_t number(const unsigned char *text, Py_ssize_t size, uint64_t *numbers)
{
    Py_ssize_t count = 0;
    uint32_t rest = 0xFFFFFFFFu;
    for (Py_ssize_t at = 0; at <= size; at++) {
        if (at == size || text[at] == '\n') {
            numbers[count++] = rest ^ 0xFFFFFFFFu;
            rest = 0xFFFFFFFFu;
        } else
            rest = crcs[(rest ^ text[at]) & 0xFF] ^ rest >> 8;
    }
    return count;
}

static uint64_t word_at(const char *numbers, Py_ssize_t place)
{
    uint64_t found;
    memcpy(&found, numbers + 8 * place, 8);
    return found;
}

/* All numbers are of 64 bits in this machine's order and wrap round. */
static PyObject *signature(PyObject *self, PyObject *args)
{
    const char *text, *factors, *offsets, *places;
    Py_ssize_t size, factors_size, offsets_size, places_size;
    (void)self;
    if (!PyArg_ParseTuple(args, "y#y#y#y#", &text, &size, &factors, &factors_size, &offsets,
                          &offsets_size, &places, &places_size))
        return NULL;
    Py_ssize_t hashes = factors_size / 8, in_a_run = places_size / 8;
    if (offsets_size != factors_size || in_a_run < 1 || in_a_run > MOST_IN_A_RUN) {
        PyErr_SetString(PyExc_ValueError, "as many offsets as factors, and a few places");
        return NULL;
    }
    Py_ssize_t most = 1;
    for (Py_ssize_t at = 0; at < size; at++)
        most += text[at] == '\n';
    uint64_t *numbers = PyMem_Malloc((size_t)most * sizeof *numbers);
    if (numbers == NULL)
        return PyErr_NoMemory();
    Py_ssize_t runs = number((const unsigned char *)text, size, numbers) - in_a_run + 1;
    for (Py_ssize_t run = 0; run < runs; run++) {
        uint64_t sum = 0;
        for (Py_ssize_t word = 0; word < in_a_run; word++)
            sum += numbers[run + word] * word_at(places, word);
        numbers[run] = sum >> 16;
    }
    PyObject *found = PyBytes_FromStringAndSize(NULL, runs < 1 ? 0 : 4 * hashes);
    if (found != NULL && runs > 0) {
        unsigned char *out = (unsigned char *)PyBytes_AsString(found);
        for (Py_ssize_t hash = 0; hash < hashes; hash++) {
            uint64_t factor = word_at(factors, hash), offset = word_at(offsets, hash);
            uint64_t least = UINT64_MAX;
            for (Py_ssize_t run = 0; run < runs; run++) {
                uint64_t value = numbers[run] * factor + offset;
                least = value < least ? value : least;
            }
            for (int byte = 0; byte < 4; byte++)
                out[4 * hash + byte] = (unsigned char)(least >> (32 + 8 * byte));
        }
    }
    PyMem_Free(numbers);
    return found;
}

/* A Bloom filter (1970) of the bands of signatures: of each band, whose BAND bytes are hashes
 * themselves, two bits of the table. */
#define BAND 16

static int32_t bit_of(const unsigned char *band, int which, Py_ssize_t bytes)
{
    uint64_t number = which ? 0x9E3779B97F4A7C15u : 0xC2B2AE3D27D4EB4Fu;
    for (int byte = 0; byte < BAND; byte++)
        number = (number ^ band[byte]) * 0x100000001B3u; /* FNV-1a */
    return (int32_t)((number >> 20) % ((uint64_t)bytes * 8));
}

static PyObject *look(PyObject *args, int adds)
{
    Py_buffer filter;
    const char *bands;
    Py_ssize_t size, found = 0;
    if (!PyArg_ParseTuple(args, "w*y#", &filter, &bands, &size))
        return NULL;
    unsigned char *bits = filter.buf;
    if (filter.len < 1 || filter.len > 1 << 24 || size % BAND) {
        PyBuffer_Release(&filter);
        PyErr_SetString(PyExc_ValueError, "a table of 16 MB at most, and whole bands");
        return NULL;
    }
    for (Py_ssize_t at = 0; at < size; at += BAND) {
        int there = 1;
        for (int which = 0; which < 2; which++) {
            int32_t bit = bit_of((const unsigned char *)bands + at, which, filter.len);
            there &= bits[bit >> 3] >> (bit & 7) & 1;
            if (adds)
                bits[bit >> 3] |= (unsigned char)(1 << (bit & 7));
        }
        found += there;
    }
    PyBuffer_Release(&filter);
    return PyBool_FromLong(found > 0);
}

static PyObject *remember(PyObject *self, PyObject *args)
{
    (void)self;
    return look(args, 1);
}

static PyObject *may_know(PyObject *self, PyObject *args)
{
    (void)self;
    return look(args, 0);
}

static PyMethodDef methods[] = {
    {"signature", signature, METH_VARARGS,
     "signature(words, factors, offsets, places): the least of each hash over the runs of words, "
     "which line feeds part; 32 bits each, the lowest first."},
    {"remember", remember, METH_VARARGS,
     "remember(table, bands): put bands of 16 bytes each into a table; was one there, perhaps?"},
    {"may_know", may_know, METH_VARARGS, "may_know(table, bands): is one there, perhaps?"},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef definition = {
    .m_base = PyModuleDef_HEAD_INIT,
    .m_name = "_shingles",
    .m_doc = "Signatures of texts, compiled.",
    .m_size = 0,
    .m_methods = methods,
};

PyMODINIT_FUNC PyInit__shingles(void)
{
    make_crcs();
    PyObject *module = PyModule_Create(&definition);
    if (module != NULL && PyModule_AddIntConstant(module, "VERSION", VERSION) < 0)
        Py_CLEAR(module);
    return module;
}
