#ifndef PLEDGEBOOK_CBUILDFACTS_H
#define PLEDGEBOOK_CBUILDFACTS_H

/* What the build was told about itself. In C, because a definition of the manifest can give C a text and Swift none, and
   because another commit then compiles this one file anew and nothing that imports it. */

/* The commit of the sources, with "-dirty" behind it when they were changed since; "unknown" when nobody said. */
const char *pledgebook_commit(void);

/* The version of the compiler; "" when nobody said. */
const char *pledgebook_swift_version(void);

#endif
