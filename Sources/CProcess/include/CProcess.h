#ifndef PLEDGEBOOK_CPROCESS_H
#define PLEDGEBOOK_CPROCESS_H

/* The words of the command line, as the system handed them over when the process began. Swift's own list is read from
   /proc, which need not be there: in a narrow container, or before it is mounted. */
int pledge_argument_count(void);

/* The word at a place, or null where there is none. */
const char *pledge_argument(int place);

/* Loads a library of the system by its name, or answers null.

   It is looked for in LD_LIBRARY_PATH and in the folders that the system's loader goes through by itself. dlopen with the
   bare name would first look where this program was told at its build to look (RUNPATH), and a build can name the
   program's own folder: whoever can put a file beside the program would run in it. */
void *pledge_load_library(const char *name);

#endif
