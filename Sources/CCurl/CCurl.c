#include "CCurl.h"

#include <CProcess.h>
#include <dlfcn.h>
#include <pthread.h>

static CURLcode (*global_init)(long);
static CURL *(*easy_init)(void);
static void (*easy_reset)(CURL *);
static void (*easy_cleanup)(CURL *);
static const char *(*easy_strerror)(CURLcode);
static CURLcode (*easy_setopt)(CURL *, CURLoption, ...);
static CURLcode (*easy_getinfo)(CURL *, CURLINFO, ...);
static CURLHcode (*easy_header)(CURL *, const char *, size_t, unsigned, int, struct curl_header **);
static struct curl_slist *(*slist_append)(struct curl_slist *, const char *);
static void (*slist_free_all)(struct curl_slist *);
static CURLM *(*multi_init)(void);
static CURLMcode (*multi_cleanup)(CURLM *);
static CURLMcode (*multi_add_handle)(CURLM *, CURL *);
static CURLMcode (*multi_remove_handle)(CURLM *, CURL *);
static CURLMcode (*multi_perform)(CURLM *, int *);
static CURLMcode (*multi_poll)(CURLM *, struct curl_waitfd[], unsigned, int, int *);
static CURLMsg *(*multi_info_read)(CURLM *, int *);

static pthread_once_t once = PTHREAD_ONCE_INIT;
static int loaded = -1;

/* Function pointers and object pointers are of one kind to dlsym; POSIX asks for this detour. */
static int find(void *library, const char *name, void *place) {
  *(void **)place = dlsym(library, name);
  return *(void **)place != 0;
}

static void load(void) {
  void *library = pledge_load_library(PLEDGE_CURL_LIBRARY);
  if (library == 0) return;
  int all = find(library, "curl_global_init", &global_init) && find(library, "curl_easy_init", &easy_init) &&
            find(library, "curl_easy_reset", &easy_reset) && find(library, "curl_easy_cleanup", &easy_cleanup) &&
            find(library, "curl_easy_strerror", &easy_strerror) && find(library, "curl_easy_setopt", &easy_setopt) &&
            find(library, "curl_easy_getinfo", &easy_getinfo) && find(library, "curl_easy_header", &easy_header) &&
            find(library, "curl_slist_append", &slist_append) &&
            find(library, "curl_slist_free_all", &slist_free_all) && find(library, "curl_multi_init", &multi_init) &&
            find(library, "curl_multi_cleanup", &multi_cleanup) &&
            find(library, "curl_multi_add_handle", &multi_add_handle) &&
            find(library, "curl_multi_remove_handle", &multi_remove_handle) &&
            find(library, "curl_multi_perform", &multi_perform) && find(library, "curl_multi_poll", &multi_poll) &&
            find(library, "curl_multi_info_read", &multi_info_read);
  if (all && global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK) loaded = 0;
}

int pledge_curl_load(void) {
  pthread_once(&once, load);
  return loaded;
}

CURL *pledge_curl_easy_init(void) { return easy_init(); }
void pledge_curl_easy_reset(CURL *easy) { easy_reset(easy); }
void pledge_curl_easy_cleanup(CURL *easy) { easy_cleanup(easy); }
const char *pledge_curl_easy_strerror(CURLcode code) { return easy_strerror(code); }

CURLcode pledge_curl_set_number(CURL *easy, CURLoption option, long value) { return easy_setopt(easy, option, value); }
CURLcode pledge_curl_set_large(CURL *easy, CURLoption option, long long value) {
  return easy_setopt(easy, option, (curl_off_t)value);
}
CURLcode pledge_curl_set_text(CURL *easy, CURLoption option, const char *value) {
  return easy_setopt(easy, option, value);
}
CURLcode pledge_curl_set_pointer(CURL *easy, CURLoption option, const void *value) {
  return easy_setopt(easy, option, value);
}
CURLcode pledge_curl_set_receiver(CURL *easy, size_t (*receiver)(char *, size_t, size_t, void *), void *state) {
  CURLcode code = easy_setopt(easy, CURLOPT_WRITEFUNCTION, receiver);
  return code != CURLE_OK ? code : easy_setopt(easy, CURLOPT_WRITEDATA, state);
}

long pledge_curl_status(CURL *easy) {
  long status = 0;
  return easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status) == CURLE_OK ? status : 0;
}

static const char *info(CURL *easy, CURLINFO what) {
  char *text = 0;
  return easy_getinfo(easy, what, &text) == CURLE_OK ? text : 0;
}

const char *pledge_curl_content_type(CURL *easy) { return info(easy, CURLINFO_CONTENT_TYPE); }
const char *pledge_curl_place(CURL *easy) { return info(easy, CURLINFO_EFFECTIVE_URL); }
const char *pledge_curl_redirection(CURL *easy) { return info(easy, CURLINFO_REDIRECT_URL); }

long long pledge_curl_length(CURL *easy) {
  curl_off_t length = 0;
  return easy_getinfo(easy, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &length) == CURLE_OK ? length : 0;
}

long pledge_curl_redirect_count(CURL *easy) {
  long count = 0;
  return easy_getinfo(easy, CURLINFO_REDIRECT_COUNT, &count) == CURLE_OK ? count : 0;
}

const char *pledge_curl_header(CURL *easy, const char *name, size_t index, size_t *count) {
  struct curl_header *found = 0;
  *count = 0;
  /* -1 is the last answer, behind all redirects. */
  if (easy_header(easy, name, index, CURLH_HEADER, -1, &found) != CURLHE_OK) return 0;
  *count = found->amount;
  return found->value;
}

struct curl_slist *pledge_curl_list_append(struct curl_slist *list, const char *line) {
  return slist_append(list, line);
}
void pledge_curl_list_free(struct curl_slist *list) { slist_free_all(list); }

CURLM *pledge_curl_multi_init(void) { return multi_init(); }
void pledge_curl_multi_cleanup(CURLM *multi) { multi_cleanup(multi); }
CURLMcode pledge_curl_multi_add(CURLM *multi, CURL *easy) { return multi_add_handle(multi, easy); }
CURLMcode pledge_curl_multi_remove(CURLM *multi, CURL *easy) { return multi_remove_handle(multi, easy); }
CURLMcode pledge_curl_multi_perform(CURLM *multi, int *running) { return multi_perform(multi, running); }
CURLMcode pledge_curl_multi_wait(CURLM *multi, int milliseconds) {
  return multi_poll(multi, 0, 0, milliseconds, 0);
}

CURL *pledge_curl_multi_finished(CURLM *multi, CURLcode *result) {
  int left = 0;
  for (CURLMsg *message; (message = multi_info_read(multi, &left)) != 0;) {
    if (message->msg != CURLMSG_DONE) continue;
    *result = message->data.result;
    return message->easy_handle;
  }
  return 0;
}
