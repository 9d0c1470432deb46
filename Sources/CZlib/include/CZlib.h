#ifndef PLEDGEBOOK_CZLIB_H
#define PLEDGEBOOK_CZLIB_H

/* The door to zlib, of which only the way out of a compressed form is used.

   The library is loaded at its first use and not linked, like libcurl, which brings it along: only an answer that comes
   compressed needs it. */

#include <stddef.h>

/* The name under which the system's loader finds the library. */
#define PLEDGE_ZLIB_LIBRARY "libz.so.1"

/* Something compressed on its way out; one at a time has it. */
typedef struct pledge_inflation pledge_inflation;

typedef enum {
  /* All that was given is used, or all room is. */
  PLEDGE_INFLATION_GOES_ON,
  /* The end of the stream, checksum and length included, has come. */
  PLEDGE_INFLATION_IS_WHOLE,
  /* These bytes are not of the form, or their checksum is not theirs. */
  PLEDGE_INFLATION_IS_BROKEN,
} pledge_inflation_state;

/* Loads the library, once for the process and from any thread. 0, or -1 when it is not there. */
int pledge_zlib_load(void);

/* Begins with what gzip (RFC 1952) or, without `gzip`, zlib (RFC 1950) wraps; null when there is no memory. */
pledge_inflation *pledge_inflation_begin(int gzip);
/* Takes from the input and puts into the room, and makes both counts what is left of them. */
pledge_inflation_state pledge_inflation_go_on(
    pledge_inflation *inflation, const void *input, size_t *input_left, void *room, size_t *room_left);
/* Makes ready for one more stream behind the one that ended. */
pledge_inflation_state pledge_inflation_begin_again(pledge_inflation *inflation);
void pledge_inflation_end(pledge_inflation *inflation);

#endif
