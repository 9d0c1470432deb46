#include "CCurl.h"

#include <dlfcn.h>
#include <pthread.h>

static CURLcode (*global_init)(long);
static CURL *(*easy_init)(void);
static void (*easy_reset)(CURL *);
static void (*easy_cleanup)(CURL *);
static const char *(*easy_strerror)(CURLcode);
static CURLcode (*easy_setopt)(CURL *, CURLoption, ...);
static CURLcode (*easy_getinfo)(CURL *, CURLINFO, ...);
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
  void *library = dlopen(PLEDGE_CURL_LIBRARY, RTLD_NOW | RTLD_LOCAL);
  if (library == 0) return;
  int all = find(library, "curl_global_init", &global_init) && find(library, "curl_easy_init", &easy_init) &&
            find(library, "curl_easy_reset", &easy_reset) && find(library, "curl_easy_cleanup", &easy_cleanup) &&
            find(library, "curl_easy_strerror", &easy_strerror) && find(library, "curl_easy_setopt", &easy_setopt) &&
            find(library, "curl_easy_getinfo", &easy_getinfo) && find(library, "curl_slist_append", &slist_append) &&
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

const char *pledge_curl_content_type(CURL *easy) {
  char *type = 0;
  return easy_getinfo(easy, CURLINFO_CONTENT_TYPE, &type) == CURLE_OK ? type : 0;
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
