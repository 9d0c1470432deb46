#include "CProcess.h"

#include <limits.h> /* says whether the C library is glibc */

static int count;
static char **words;

/* glibc hands its start-up functions what it hands to main, in dynamic and in static programs. Another C library need
   not: then there are no words here, and whoever asks takes Swift's. */
__attribute__((constructor)) static void keep(int argc, char **argv, char **environment) {
  (void)environment;
#ifdef __GLIBC__
  count = argc;
  words = argv;
#else
  (void)argc;
  (void)argv;
#endif
}

int pledge_argument_count(void) { return count; }

const char *pledge_argument(int place) { return place >= 0 && place < count ? words[place] : 0; }
