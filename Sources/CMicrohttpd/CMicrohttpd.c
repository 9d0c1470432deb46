#include "CMicrohttpd.h"

#include <CProcess.h>
#include <dlfcn.h>
#include <linux/sockios.h>
#include <linux/tcp.h>
#include <pthread.h>
#include <stdarg.h>
#include <string.h>
#include <strings.h>
#include <sys/ioctl.h>

static struct MHD_Daemon *(*start_daemon)(
    unsigned int, uint16_t, MHD_AcceptPolicyCallback, void *, MHD_AccessHandlerCallback, void *, ...);
static void (*stop_daemon)(struct MHD_Daemon *);
static const union MHD_DaemonInfo *(*get_daemon_info)(struct MHD_Daemon *, enum MHD_DaemonInfoType, ...);
static const union MHD_ConnectionInfo *(*get_connection_info)(
    struct MHD_Connection *, enum MHD_ConnectionInfoType, ...);
static int (*get_connection_values)(struct MHD_Connection *, enum MHD_ValueKind, MHD_KeyValueIterator, void *);
static const char *(*lookup_connection_value)(struct MHD_Connection *, enum MHD_ValueKind, const char *);
static struct MHD_Response *(*create_response)(size_t, void *, enum MHD_ResponseMemoryMode);
static enum MHD_Result (*add_response_header)(struct MHD_Response *, const char *, const char *);
static enum MHD_Result (*queue_response)(struct MHD_Connection *, unsigned int, struct MHD_Response *);
static void (*destroy_response)(struct MHD_Response *);

static pthread_once_t once = PTHREAD_ONCE_INIT;
static int loaded = -1;

/* Function pointers and object pointers are of one kind to dlsym; POSIX asks for this detour. */
static int find(void *library, const char *name, void *place) {
  *(void **)place = dlsym(library, name);
  return *(void **)place != 0;
}

static void load(void) {
  void *library = pledge_load_library(PLEDGE_MICROHTTPD_LIBRARY);
  if (library == 0) return;
  int all = find(library, "MHD_start_daemon", &start_daemon) && find(library, "MHD_stop_daemon", &stop_daemon) &&
            find(library, "MHD_get_daemon_info", &get_daemon_info) &&
            find(library, "MHD_get_connection_info", &get_connection_info) &&
            find(library, "MHD_get_connection_values", &get_connection_values) &&
            find(library, "MHD_lookup_connection_value", &lookup_connection_value) &&
            find(library, "MHD_create_response_from_buffer", &create_response) &&
            find(library, "MHD_add_response_header", &add_response_header) &&
            find(library, "MHD_queue_response", &queue_response) &&
            find(library, "MHD_destroy_response", &destroy_response);
  if (all) loaded = 0;
}

int pledge_mhd_load(void) {
  pthread_once(&once, load);
  return loaded;
}

/* A path means what it says: unescaped, one with %00 in it would end there. */
static size_t keep(void *state, struct MHD_Connection *connection, char *text) {
  (void)state;
  (void)connection;
  return strlen(text);
}

static enum MHD_Result serve(
    void *state, struct MHD_Connection *connection, const char *url, const char *method, const char *version,
    const char *body, size_t *body_count, void **exchange) {
  pledge_mhd_calls *calls = state;
  return calls->serve(calls->state, connection, url, method, version, body, body_count, exchange);
}

static void finish(
    void *state, struct MHD_Connection *connection, void **exchange, enum MHD_RequestTerminationCode reason) {
  pledge_mhd_calls *calls = state;
  calls->finished(calls->state, connection, exchange, reason);
}

static void *begin(void *state, const char *target, struct MHD_Connection *connection) {
  pledge_mhd_calls *calls = state;
  return calls->begun(calls->state, target, connection);
}

static void notify(
    void *state, struct MHD_Connection *connection, void **context, enum MHD_ConnectionNotificationCode code) {
  pledge_mhd_calls *calls = state;
  if (code == MHD_CONNECTION_NOTIFY_STARTED) calls->opened(calls->state, connection, context);
  if (code == MHD_CONNECTION_NOTIFY_CLOSED) calls->closed(calls->state, connection, context);
}

/* The one way in which the library tells of answers that it gives by itself: a line for its log. */
static void note(void *state, const char *format, va_list values) {
  static const char refusal[] = "Error processing request (HTTP response code is %u";
  pledge_mhd_calls *calls = state;
  if (strncmp(format, refusal, sizeof refusal - 1) != 0) return;
  calls->refused(calls->state, va_arg(values, unsigned int));
}

struct MHD_Daemon *pledge_mhd_start(
    const struct sockaddr *address, const pledge_mhd_limits *limits, pledge_mhd_calls *calls) {
  /* Several threads, or one of them could be kept busy by a few. Not with epoll: there the library waits for the edge
     of what it was told before, and a client that sent half a request and went is noticed when its time is over. */
  unsigned int flags = MHD_USE_POLL_INTERNAL_THREAD | MHD_USE_ERROR_LOG;
  if (address->sa_family == AF_INET6) flags |= MHD_USE_IPv6;
  return start_daemon(
      flags, 0, 0, 0, serve, calls, MHD_OPTION_EXTERNAL_LOGGER, note, calls, MHD_OPTION_SOCK_ADDR, address,
      MHD_OPTION_NOTIFY_COMPLETED, finish, calls, MHD_OPTION_NOTIFY_CONNECTION, notify, calls,
      MHD_OPTION_URI_LOG_CALLBACK, begin, calls, MHD_OPTION_THREAD_POOL_SIZE, limits->threads,
      MHD_OPTION_CONNECTION_LIMIT, limits->threads * limits->connections, MHD_OPTION_CONNECTION_TIMEOUT,
      limits->idle_seconds, MHD_OPTION_CONNECTION_MEMORY_LIMIT, limits->connection_memory,
      MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_UNESCAPE_CALLBACK, keep, (void *)0, MHD_OPTION_END);
}

const struct sockaddr *pledge_mhd_peer(struct MHD_Connection *connection) {
  const union MHD_ConnectionInfo *info = get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
  return info == 0 ? 0 : info->client_addr;
}
int pledge_mhd_descriptor(struct MHD_Connection *connection) {
  const union MHD_ConnectionInfo *info = get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
  return info == 0 ? -1 : info->connect_fd;
}
void *pledge_mhd_context(struct MHD_Connection *connection) {
  const union MHD_ConnectionInfo *info = get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
  return info == 0 ? 0 : info->socket_context;
}
unsigned int pledge_mhd_status(struct MHD_Connection *connection) {
  const union MHD_ConnectionInfo *info = get_connection_info(connection, MHD_CONNECTION_INFO_HTTP_STATUS);
  return info == 0 ? 0 : info->http_status;
}

long long pledge_mhd_written(int descriptor) {
  struct tcp_info info = {0};
  socklen_t size = sizeof info;
  int waiting = 0;
  if (getsockopt(descriptor, IPPROTO_TCP, TCP_INFO, &info, &size) != 0) return -1;
  if (ioctl(descriptor, SIOCOUTQ, &waiting) != 0) return -1;
  return (long long)info.tcpi_bytes_acked + waiting;
}

void pledge_mhd_stop(struct MHD_Daemon *daemon) { stop_daemon(daemon); }

unsigned int pledge_mhd_port(struct MHD_Daemon *daemon) {
  const union MHD_DaemonInfo *info = get_daemon_info(daemon, MHD_DAEMON_INFO_BIND_PORT);
  return info == 0 ? 0 : info->port;
}

struct count {
  const char *name;
  int number;
};

static enum MHD_Result count_field(void *state, enum MHD_ValueKind kind, const char *name, const char *value) {
  struct count *count = state;
  (void)kind;
  (void)value;
  if (strcasecmp(name, count->name) == 0) count->number++;
  return MHD_YES;
}

int pledge_mhd_header_count(struct MHD_Connection *connection, const char *name) {
  struct count count = {name, 0};
  get_connection_values(connection, MHD_HEADER_KIND, count_field, &count);
  return count.number;
}

const char *pledge_mhd_header(struct MHD_Connection *connection, const char *name) {
  return lookup_connection_value(connection, MHD_HEADER_KIND, name);
}

struct MHD_Response *pledge_mhd_response(const void *bytes, size_t count) {
  return create_response(count, count == 0 ? (void *)"" : (void *)bytes, MHD_RESPMEM_MUST_COPY);
}
enum MHD_Result pledge_mhd_add_header(struct MHD_Response *response, const char *name, const char *value) {
  return add_response_header(response, name, value);
}
enum MHD_Result pledge_mhd_answer(struct MHD_Connection *connection, unsigned int status, struct MHD_Response *response) {
  return queue_response(connection, status, response);
}
void pledge_mhd_release(struct MHD_Response *response) { destroy_response(response); }
