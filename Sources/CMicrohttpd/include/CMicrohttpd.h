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
  unsigned int connections;
  unsigned int idle_seconds;
  size_t connection_memory;
} pledge_mhd_limits;

typedef enum MHD_Result (*pledge_mhd_handler)(
    void *state, struct MHD_Connection *connection, const char *url, const char *method, const char *version,
    const char *body, size_t *body_count, void **exchange);
typedef void (*pledge_mhd_finished)(
    void *state, struct MHD_Connection *connection, void **exchange, enum MHD_RequestTerminationCode reason);

/* Loads the library, once for the process and from any thread. 0, or -1 when it is not there. */
int pledge_mhd_load(void);

/* MHD_start_daemon is variadic, which Swift cannot call. Listens on the address; null with errno when it cannot. */
struct MHD_Daemon *pledge_mhd_start(
    const struct sockaddr *address, const pledge_mhd_limits *limits, pledge_mhd_handler handler, void *state,
    pledge_mhd_finished finished);
/* Returns when no handler runs any more. */
void pledge_mhd_stop(struct MHD_Daemon *daemon);
/* The port that is listened on, which the system chose when the address named port 0; 0 when it is not known. */
unsigned int pledge_mhd_port(struct MHD_Daemon *daemon);

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
