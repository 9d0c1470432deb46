#ifndef PLEDGEBOOK_CCURL_H
#define PLEDGEBOOK_CCURL_H

/* The door to libcurl.

   The library is loaded at its first use and not linked: it brings some thirty others with it (Kerberos, LDAP, SSH …),
   which cost every command several times its own start, and have no business in a process that opens no connection.
   What is offered here are its functions under our names, with the types of its own header. */

#include <curl/curl.h>

/* The name under which the system's loader finds the library. */
#define PLEDGE_CURL_LIBRARY "libcurl.so.4"

/* Loads and sets up the library, once for the process and from any thread. 0, or -1 when it is not there or too old. */
int pledge_curl_load(void);

CURL *pledge_curl_easy_init(void);
void pledge_curl_easy_reset(CURL *easy);
void pledge_curl_easy_cleanup(CURL *easy);
const char *pledge_curl_easy_strerror(CURLcode code);

/* curl_easy_setopt and curl_easy_getinfo are variadic, which Swift cannot call. */
CURLcode pledge_curl_set_number(CURL *easy, CURLoption option, long value);
CURLcode pledge_curl_set_large(CURL *easy, CURLoption option, long long value);
CURLcode pledge_curl_set_text(CURL *easy, CURLoption option, const char *value);
CURLcode pledge_curl_set_pointer(CURL *easy, CURLoption option, const void *value);
CURLcode pledge_curl_set_receiver(CURL *easy, size_t (*receiver)(char *, size_t, size_t, void *), void *state);
long pledge_curl_status(CURL *easy);
/* The content type of the answer, or null; it lives until the handle's next transfer. */
const char *pledge_curl_content_type(CURL *easy);
/* The length that the answer's body is said to have; not above 0 when none is said. */
long long pledge_curl_length(CURL *easy);
/* Where the answer came from in the end, and where it leads to when it is a redirect that was not followed, or null. */
const char *pledge_curl_place(CURL *easy);
const char *pledge_curl_redirection(CURL *easy);
long pledge_curl_redirect_count(CURL *easy);
/* One of the last answer's header fields of a name, and how many there are; null when there is none of that index. */
const char *pledge_curl_header(CURL *easy, const char *name, size_t index, size_t *count);

struct curl_slist *pledge_curl_list_append(struct curl_slist *list, const char *line);
void pledge_curl_list_free(struct curl_slist *list);

CURLM *pledge_curl_multi_init(void);
void pledge_curl_multi_cleanup(CURLM *multi);
CURLMcode pledge_curl_multi_add(CURLM *multi, CURL *easy);
CURLMcode pledge_curl_multi_remove(CURLM *multi, CURL *easy);
CURLMcode pledge_curl_multi_perform(CURLM *multi, int *running);
CURLMcode pledge_curl_multi_wait(CURLM *multi, int milliseconds);
/* The next finished transfer and its result, or null when there is none. */
CURL *pledge_curl_multi_finished(CURLM *multi, CURLcode *result);

#endif
