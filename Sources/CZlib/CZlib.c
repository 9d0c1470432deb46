#include "CZlib.h"

#include <CProcess.h>
#include <dlfcn.h>
#include <pthread.h>
#include <stdlib.h>
#include <zlib.h>

struct pledge_inflation {
  z_stream stream;
};

static int (*inflate_init)(z_streamp, int, const char *, int);
static int (*inflate_on)(z_streamp, int);
static int (*inflate_again)(z_streamp);
static int (*inflate_end)(z_streamp);

static pthread_once_t once = PTHREAD_ONCE_INIT;
static int loaded = -1;

/* Function pointers and object pointers are of one kind to dlsym; POSIX asks for this detour. */
static int find(void *library, const char *name, void *place) {
  *(void **)place = dlsym(library, name);
  return *(void **)place != 0;
}

static void load(void) {
  void *library = pledge_load_library(PLEDGE_ZLIB_LIBRARY);
  if (library == 0) return;
  int all = find(library, "inflateInit2_", &inflate_init) && find(library, "inflate", &inflate_on) &&
            find(library, "inflateReset", &inflate_again) && find(library, "inflateEnd", &inflate_end);
  if (all) loaded = 0;
}

int pledge_zlib_load(void) {
  pthread_once(&once, load);
  return loaded;
}

pledge_inflation *pledge_inflation_begin(int gzip) {
  pledge_inflation *inflation = calloc(1, sizeof *inflation);
  if (inflation == 0) return 0;
  /* 16 more says that the wrapping is gzip's and no other. */
  int window = MAX_WBITS + (gzip ? 16 : 0);
  if (inflate_init(&inflation->stream, window, ZLIB_VERSION, (int)sizeof inflation->stream) == Z_OK) return inflation;
  free(inflation);
  return 0;
}

static uInt piece(size_t count) { return count > 1u << 30 ? 1u << 30 : (uInt)count; }

pledge_inflation_state pledge_inflation_go_on(
    pledge_inflation *inflation, const void *input, size_t *input_left, void *room, size_t *room_left) {
  z_stream *stream = &inflation->stream;
  uInt given = piece(*input_left), free_room = piece(*room_left);
  stream->next_in = (Bytef *)input;
  stream->avail_in = given;
  stream->next_out = room;
  stream->avail_out = free_room;
  int code = inflate_on(stream, Z_NO_FLUSH);
  *input_left -= given - stream->avail_in;
  *room_left -= free_room - stream->avail_out;
  if (code == Z_STREAM_END) return PLEDGE_INFLATION_IS_WHOLE;
  /* Z_BUF_ERROR only says that it could not go on with what it has. */
  return code == Z_OK || code == Z_BUF_ERROR ? PLEDGE_INFLATION_GOES_ON : PLEDGE_INFLATION_IS_BROKEN;
}

pledge_inflation_state pledge_inflation_begin_again(pledge_inflation *inflation) {
  return inflate_again(&inflation->stream) == Z_OK ? PLEDGE_INFLATION_GOES_ON : PLEDGE_INFLATION_IS_BROKEN;
}

void pledge_inflation_end(pledge_inflation *inflation) {
  inflate_end(&inflation->stream);
  free(inflation);
}
