// LIBCODE_API marks what the shared library shows; all else in it is hidden.
#pragma once

#if defined(_WIN32)
#define LIBCODE_API
#else
#define LIBCODE_API __attribute__((visibility("default")))
#endif
