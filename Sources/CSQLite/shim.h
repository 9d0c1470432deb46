#ifndef PLEDGEBOOK_CSQLITE_SHIM_H
#define PLEDGEBOOK_CSQLITE_SHIM_H

#include <sqlite3.h>

#endif
