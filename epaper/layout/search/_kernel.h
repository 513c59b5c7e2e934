/* What the two files of the compiled page search share: buffers of numpy's tables, looked at once. */
#ifndef EPAPER_KERNEL_H
#define EPAPER_KERNEL_H
#ifndef Py_LIMITED_API
#define Py_LIMITED_API 0x030B0000 /* the first that has the buffer protocol */
#endif
#define PY_SSIZE_T_CLEAN
#include <Python.h>

/* 0, or -1 with an exception set: the table is no aligned C array of that format and so many axes. */
int table_of(PyObject *object, Py_buffer *table, const char *format, int axes, int flags);

PyObject *next_flip(PyObject *module, PyObject *args, PyObject *named);
PyObject *flips(PyObject *module, PyObject *args, PyObject *named);

#endif
