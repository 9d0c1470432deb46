#ifndef PLEDGEBOOK_CMICROHTTPD_H
#define PLEDGEBOOK_CMICROHTTPD_H

/* The door to libmicrohttpd.

   The library is loaded at its first use and not linked, for the reason given in CCurl.h: it brings GnuTLS with it, and
   only a service needs it. */

#include <microhttpd.h>
#include <netinet/in.h>

/* The name under which the system's loader finds the library. */
#define PLEDGE_MICROHTTPD_LIBRARY "libmicrohttpd.so.12"

typedef struct {
  unsigned int threads;
  /* Of each thread. */
  unsigned int connections;
  unsigned int idle_seconds;
  size_t connection_memory;
} pledge_mhd_limits;

/* Whom the library tells what; all of them from the thread that serves the connection. */
typedef struct {
  /* The first argument of all of them. */
  void *state;
  /* A connection is there; what is put into the context stays with it. */
  void (*opened)(void *state, struct MHD_Connection *connection, void **context);
  /* It is gone; its descriptor is still open. */
  void (*closed)(void *state, struct MHD_Connection *connection, void **context);
  /* The first line of a request has come; what is given back is the request's `exchange`. */
  void *(*begun)(void *state, const char *target, struct MHD_Connection *connection);
  enum MHD_Result (*serve)(
      void *state, struct MHD_Connection *connection, const char *url, const char *method, const char *version,
      const char *body, size_t *body_count, void **exchange);
  /* A request is over, however it ended. */
  void (*finished)(
      void *state, struct MHD_Connection *connection, void **exchange, enum MHD_RequestTerminationCode reason);
  /* The library is about to answer by itself, to whom it does not say. */
  void (*refused)(void *state, unsigned int status);
} pledge_mhd_calls;

/* Loads the library, once for the process and from any thread. 0, or -1 when it is not there. */
int pledge_mhd_load(void);

/* MHD_start_daemon is variadic, which Swift cannot call. Listens on the address; null with errno when it cannot.
   `calls` has to stay where it is until the daemon has stopped. */
struct MHD_Daemon *pledge_mhd_start(
    const struct sockaddr *address, const pledge_mhd_limits *limits, pledge_mhd_calls *calls);
/* Returns when no handler runs any more. */
void pledge_mhd_stop(struct MHD_Daemon *daemon);
/* The port that is listened on, which the system chose when the address named port 0; 0 when it is not known. */
unsigned int pledge_mhd_port(struct MHD_Daemon *daemon);

/* Who is at the other end, and the connection's descriptor, -1 when it is not known. */
const struct sockaddr *pledge_mhd_peer(struct MHD_Connection *connection);
int pledge_mhd_descriptor(struct MHD_Connection *connection);
/* What `opened` has put into the connection's context. */
void *pledge_mhd_context(struct MHD_Connection *connection);
/* The status of the answer under way, or 0. */
unsigned int pledge_mhd_status(struct MHD_Connection *connection);
/* How many bytes were written to a socket so far, sent or not, give or take one for its end; -1 when it is not known. */
long long pledge_mhd_written(int descriptor);

/* How many header fields of this name there are. */
int pledge_mhd_header_count(struct MHD_Connection *connection, const char *name);
/* The first value of a header field, or null. */
const char *pledge_mhd_header(struct MHD_Connection *connection, const char *name);

/* A response that holds a copy of the bytes. */
struct MHD_Response *pledge_mhd_response(const void *bytes, size_t count);
enum MHD_Result pledge_mhd_add_header(struct MHD_Response *response, const char *name, const char *value);
enum MHD_Result pledge_mhd_answer(struct MHD_Connection *connection, unsigned int status, struct MHD_Response *response);
void pledge_mhd_release(struct MHD_Response *response);

#endif
