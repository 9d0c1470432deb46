#include "CBuildFacts.h"

#ifndef PLEDGEBOOK_COMMIT
#define PLEDGEBOOK_COMMIT "unknown"
#endif
#ifndef PLEDGEBOOK_SWIFT
#define PLEDGEBOOK_SWIFT ""
#endif

const char *pledgebook_commit(void) { return PLEDGEBOOK_COMMIT; }
const char *pledgebook_swift_version(void) { return PLEDGEBOOK_SWIFT; }
